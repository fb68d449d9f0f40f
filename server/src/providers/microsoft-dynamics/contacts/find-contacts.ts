import { setImmediate } from 'node:timers/promises';
import { type Email, type Failure, normaliseEmail } from '@goodfunds/shared';
import {
  IntegrationError,
  NonRetryableIntegrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import { REQUEST_TIMEOUT_MS } from '../../../runtime/timeouts.ts';
import { type BatchAnswer, readAnswer } from '../web-api/batch.ts';
import type { DataverseClient } from '../web-api/client.ts';
import { readFailure } from '../web-api/errors.ts';
import type { BatchRequest } from '../web-api/multipart.ts';
import { inFilter, servicePath, servicePathOf } from '../web-api/odata.ts';
import { FIND_PRIORITY, type RequestLimiter } from '../web-api/request-limiter.ts';
import { type AdaptiveLimits, chunkRows } from '../writes/adaptive-limits.ts';
import { type ContactRow, pageSchema, type RowReader } from './contact-row.ts';

export type FindContext = {
  client: DataverseClient;
  limiter: RequestLimiter;
  limits: AdaptiveLimits;
  /** The environment; next links to anywhere else are not followed. */
  origin: string;
  reader: RowReader;
};

export type Found = {
  byId: Map<string, ContactRow>;
  /** Rows whose primary e-mail is this one by our comparison, which is stricter than Dataverse's. */
  byEmail: Map<Email, ContactRow[]>;
  /** E-mails and ids that Dataverse refuses to look for at all, each with its reason. */
  refused: Map<string, Failure>;
};

/** The name of find batches in the log and in reports. */
export const FIND_OPERATION = 'findContacts';

/**
 * Finds rows by id and by e-mail, all queries together in one `$batch`; further ones only for further pages, for
 * the masters of merged rows, and where one would take too long.
 */
export async function findContacts(
  { ids, emails }: { ids: readonly string[]; emails: readonly Email[] },
  context: FindContext,
): Promise<Found> {
  const byId: Found['byId'] = new Map();
  const refused: Found['refused'] = new Map();
  let queries = [...queriesFor('contactid', ids), ...queriesFor('emailaddress1', emails)];
  for (let hops = 0; queries.length > 0 && hops <= MAX_MERGE_HOPS; hops += 1) {
    for (const row of await runQueries(queries, refused, context)) byId.set(row.id, row);
    queries = queriesFor('contactid', mastersNotIn(byId));
  }
  refuseIfNothingWorked(refused, ids.length + emails.length);
  return { byId, byEmail: groupByEmail(byId, emails), refused };
}

/** Rows by their primary e-mail, normalised as ours is: Dataverse also finds `rene@` when it is asked for `rené@`. */
export function groupByEmail(byId: Found['byId'], emails: readonly Email[]): Found['byEmail'] {
  const searched = new Set(emails);
  const groups: Found['byEmail'] = new Map();
  for (const row of byId.values()) {
    const email = normaliseEmail(row.email);
    if (email !== null && searched.has(email)) groups.set(email, [...(groups.get(email) ?? []), row]);
  }
  return groups;
}

/** How far a merged row is followed to its master. */
export const MAX_MERGE_HOPS = 5;

type Query =
  | { kind: 'IN'; attribute: 'contactid' | 'emailaddress1'; values: readonly string[] }
  | { kind: 'PAGE'; path: string };

/** Dataverse takes 300 conditions in one filter; how many values `In` takes is not documented. */
const MAX_VALUES = 100;
/** A request line inside a batch may have 65,536 characters. */
const MAX_QUERY_CHARACTERS = 24_000;

function queriesFor(attribute: 'contactid' | 'emailaddress1', values: readonly string[]): Query[] {
  const queries: Query[] = [];
  let chunk: string[] = [];
  let characters = 0;
  for (const value of new Set(values)) {
    const length = encodeURIComponent(JSON.stringify(value)).length + 3;
    if (chunk.length >= MAX_VALUES || (chunk.length > 0 && characters + length > MAX_QUERY_CHARACTERS)) {
      queries.push({ kind: 'IN', attribute, values: chunk });
      chunk = [];
      characters = 0;
    }
    chunk.push(value);
    characters += length;
  }
  return chunk.length > 0 ? [...queries, { kind: 'IN', attribute, values: chunk }] : queries;
}

async function runQueries(
  all: readonly Query[],
  refused: Found['refused'],
  context: FindContext,
): Promise<ContactRow[]> {
  const rows: ContactRow[] = [];
  const { limits, origin, reader } = context;
  let open = all;
  let size = chunkRows(limits.current(), 'FIND');
  for (let timeOuts = 0; open.length > 0; ) {
    const queries = open.slice(0, size);
    const answers = await sendQueries(queries, context).catch((error: unknown) => {
      const canRetry = queries.length > 1 && timeOuts < MAX_TIME_OUTS && context.client.canRetry();
      if (!isTimedOut(error) || !canRetry) throw error;
      return null;
    });
    if (!answers) {
      timeOuts += 1;
      limits.note({
        kind: 'TIMED_OUT',
        mode: 'FIND',
        rows: queries.length,
        timeoutMs: REQUEST_TIMEOUT_MS.background,
      });
      size = chunkRows(limits.current(), 'FIND');
      continue;
    }
    const more = queries.flatMap((query, index): Query[] => {
      const answer = answers[index];
      if (!answer) return [];
      const smaller = splitIfRefused(query, answer, refused);
      if (smaller) return smaller;
      const page = readAnswer(answer, pageSchema);
      rows.push(...page.value.map((row) => reader.read(row)));
      const next = page['@odata.nextLink'];
      return next === undefined ? [] : [{ kind: 'PAGE', path: pagePath(next, origin) }];
    });
    open = [...more, ...open.slice(queries.length)];
  }
  return rows;
}

/** Fewer queries at a time take less long; a server that answers none is down. */
const MAX_TIME_OUTS = 4;

async function sendQueries(queries: readonly Query[], context: FindContext): Promise<BatchAnswer[]> {
  const { client, limiter, reader } = context;
  const requests = queries.map((query) => requestFor(query, reader.select));
  const answers = await limiter.run(FIND_PRIORITY, () => client.batch(FIND_OPERATION, requests));
  // Reading the rows takes a while: writes that wait for this slot leave first.
  await setImmediate();
  return answers;
}

function isTimedOut(error: unknown): boolean {
  return error instanceof IntegrationError && error.code === 'TIMED_OUT';
}

function requestFor(query: Query, select: readonly string[]): BatchRequest {
  if (query.kind === 'PAGE') return { method: 'GET', path: query.path };
  const options = { $select: select.join(','), ...inFilter(query.attribute, query.values) };
  return { method: 'GET', path: servicePath('contacts', options) };
}

/**
 * A query that Dataverse refuses, as too long or because of one of its values, is sent again in halves, until the
 * value that cannot be asked for is alone. A refusal because of the columns is not one of the values.
 */
function splitIfRefused(query: Query, answer: BatchAnswer, refused: Found['refused']): Query[] | null {
  if (query.kind !== 'IN' || answer.kind !== 'ANSWERED') return null;
  if (![400, 413, 414].includes(answer.status)) return null;
  const failure = readFailure(answer, 'WRITE');
  if (failure.code !== 'CRM_REJECTED') return null;
  const [only] = query.values;
  if (query.values.length === 1 && only !== undefined) {
    refused.set(only, { code: failure.code, params: failure.params });
    return [];
  }
  const middle = Math.ceil(query.values.length / 2);
  return [query.values.slice(0, middle), query.values.slice(middle)].map((values) => ({ ...query, values }));
}

/** Rows that are not read would be created a second time, so a page that cannot be followed is an error. */
function pagePath(nextLink: string, origin: string): string {
  const path = servicePathOf(nextLink, origin);
  if (path !== null) return path;
  throw new RetryableIntegrationError({ code: 'ANSWER_MALFORMED', params: { problem: 'FOREIGN_NEXT_LINK' } });
}

function mastersNotIn(rows: Found['byId']): string[] {
  return [...rows.values()].flatMap(({ masterId }) =>
    masterId !== null && !rows.has(masterId) ? [masterId] : [],
  );
}

/** If no value at all can be asked for, the query is at fault and not the contacts. */
function refuseIfNothingWorked(refused: Found['refused'], searched: number): void {
  const [first] = refused.values();
  if (!first || searched < 2 || refused.size < searched) return;
  throw new NonRetryableIntegrationError({ code: 'CRM_REFUSED', params: first.params });
}
