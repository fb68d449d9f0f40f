import type { DataverseError } from '../errors.ts';
import { notEmulated, queryError } from '../errors.ts';

/** The options of a query string, decoded once. */
export interface QueryOptions {
  readonly select: readonly string[] | null;
  readonly expand: string | null;
  readonly filter: string | null;
  readonly orderBy: string | null;
  readonly top: number | null;
  readonly count: boolean;
  readonly skipToken: string | null;
  /** `@name` options. */
  readonly aliases: ReadonlyMap<string, string>;
}

const known: ReadonlySet<string> = new Set([
  '$select',
  '$expand',
  '$filter',
  '$orderby',
  '$top',
  '$count',
  '$skiptoken',
]);

/** Other query languages. Ignoring them would return every row. */
const otherQueries: ReadonlySet<string> = new Set(['fetchxml', 'savedquery', 'userquery']);

/**
 * Names are case-sensitive: `$Select` is unknown. Options without `$` or `@`, such as `tag`, are ignored, except
 * those that choose the rows.
 */
export function parseQueryOptions(query: string): QueryOptions {
  const options = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    if (name.startsWith('$') && !known.has(name)) throw unsupportedOption(name);
    if (otherQueries.has(name.toLowerCase())) throw notEmulated(`the query option '${name}'`);
    if (options.has(name))
      throw queryError(
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      );
    options.set(name, value);
  }
  return {
    select: listOf(options.get('$select')),
    expand: options.get('$expand') ?? null,
    filter: options.get('$filter') ?? null,
    orderBy: options.get('$orderby') ?? null,
    top: topOf(options.get('$top')),
    count: countOf(options.get('$count')),
    skipToken: options.get('$skiptoken') ?? null,
    aliases: new Map([...options].filter(([name]) => name.startsWith('@'))),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw queryError('The query string is not correctly percent-encoded.');
  }
}

function unsupportedOption(name: string): DataverseError {
  if (name === '$apply') return notEmulated('$apply');
  if (name === '$skip') return queryError('Skip Clause is not supported in CRM');
  return queryError(`The query parameter '${name}' is not supported.`);
}

function listOf(text: string | undefined): readonly string[] | null {
  if (text === undefined || text.trim() === '') return null;
  return text.split(',').map((name) => name.trim());
}

function topOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) {
    throw queryError(
      `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  }
  return Number(text);
}

function countOf(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw queryError(
    `Invalid value '${text}' for $count query option found. Valid values are 'true' and 'false'.`,
  );
}
