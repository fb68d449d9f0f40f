import type { Environment } from '../../environment/environment.ts';
import type { ContactRow } from '../../store/contact-row.ts';
import { assertConditionLimits } from '../odata/condition-limits.ts';
import type { Expression } from '../odata/expression.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import { predicateOf } from '../odata/predicate.ts';
import type { QueryOptions } from '../odata/query-options.ts';
import { mayAccess } from '../privileges.ts';
import { candidatesOf } from './candidates.ts';
import { contactFilterModel } from './filter-model.ts';

/**
 * Lazily yields the rows that match a `$filter` and that the user can read, in the order of creation, from a
 * position on. Uses an index if there is one. Throws at once if the filter is refused.
 */
export function matchingRows(
  environment: Environment,
  options: QueryOptions,
  slot: number,
): Iterable<ContactRow> {
  const { contacts } = environment.data;
  const expression = filterOf(options);
  if (expression === null) return visible(environment, contacts.rowsFrom(slot), slot);
  const matches = predicateOf(expression, contactFilterModel(environment));
  const candidates = candidatesOf(contacts, expression) ?? contacts.rowsFrom(slot);
  return visible(environment, candidates, slot, matches);
}

/** Stops counting at `limit`. */
export function countUpTo(rows: Iterable<ContactRow>, limit: number): number {
  const iterator = rows[Symbol.iterator]();
  let count = 0;
  while (count < limit && iterator.next().done !== true) count += 1;
  return count;
}

function filterOf(options: QueryOptions): Expression | null {
  if (options.filter === null) return null;
  const expression = parseFilter(options.filter, options.aliases);
  assertConditionLimits(expression);
  return expression;
}

function* visible(
  environment: Environment,
  rows: Iterable<ContactRow>,
  slot: number,
  matches: (row: ContactRow) => boolean | null = () => true,
): Generator<ContactRow> {
  for (const row of rows) {
    if (row.slot >= slot && mayAccess(environment.user, 'Read', row) && matches(row) === true) yield row;
  }
}
