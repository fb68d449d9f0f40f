import { z } from 'zod';
import { boundedArray } from '../../../crm/bounded-array.ts';
import type { BatchRequest } from '../web-api/multipart.ts';
import { inFilter, servicePath } from '../web-api/odata.ts';
import { wireRowSchema } from './contact-row.ts';

/** Asks for the rows that have one of the values. */
export type Query = { attribute: string; values: readonly string[] };

/**
 * The rows that one query asks for. More rows of one e-mail than this are not told apart: the match is ambiguous, also
 * where another row would have the contact's name.
 */
export const MAX_QUERY_ROWS = 250;

/** Dataverse takes 300 conditions in one filter; how many values `In` takes is not documented. */
const MAX_VALUES = 100;
/** A request line inside a batch may have 65,536 characters. */
const MAX_QUERY_CHARACTERS = 24_000;

export function queriesFor(attribute: string, values: readonly string[]): Query[] {
  const queries: Query[] = [];
  let chunk: string[] = [];
  let characters = 0;
  for (const value of new Set(values)) {
    const length = encodeURIComponent(JSON.stringify(value)).length + 3;
    if (chunk.length >= MAX_VALUES || (chunk.length > 0 && characters + length > MAX_QUERY_CHARACTERS)) {
      queries.push({ attribute, values: chunk });
      chunk = [];
      characters = 0;
    }
    chunk.push(value);
    characters += length;
  }
  if (chunk.length > 0) queries.push({ attribute, values: chunk });
  return queries;
}

/**
 * `$top` limits the rows without paging, so that no link has to be followed.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results
 */
export function requestFor({ attribute, values }: Query, select: readonly string[]): BatchRequest {
  const options = { $select: select.join(','), ...inFilter(attribute, values), $top: String(MAX_QUERY_ROWS) };
  return { method: 'GET', path: servicePath('contacts', options) };
}

export const pageSchema = z.object({
  value: boundedArray(wireRowSchema, MAX_QUERY_ROWS),
  '@odata.nextLink': z.string().optional(),
});

export function hasSeveralValues({ values }: Query): boolean {
  return values.length > 1;
}

export function halves(query: Query): Query[] {
  const middle = Math.ceil(query.values.length / 2);
  return [query.values.slice(0, middle), query.values.slice(middle)].map((values) => ({ ...query, values }));
}
