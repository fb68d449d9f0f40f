import type { Environment } from '../../environment/environment.ts';
import type { ContactRow, Value } from '../../store/contact-row.ts';
import { assertColumnPermission } from '../column-security.ts';
import type { Column } from '../columns/column.ts';
import { readColumn } from '../columns/column.ts';
import { queryError } from '../errors.ts';
import { propertyOf } from './select.ts';

export interface OrderKey {
  readonly column: Column;
  readonly descending: boolean;
}

export function parseOrderBy(environment: Environment, text: string | null): readonly OrderKey[] {
  if (text === null || text.trim() === '') return [];
  return text.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
    if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
      throw queryError(`Syntax error at position ${text.indexOf(part)} in '${text}'.`);
    }
    const column = propertyOf(environment.data.schema, name);
    assertColumnPermission(environment.user, column, 'query');
    return { column, descending: direction === 'desc' };
  });
}

/** The sort values of a row, in comparable form. */
export function sortValues(environment: Environment, keys: readonly OrderKey[], row: ContactRow): Value[] {
  const { collate } = environment.data;
  return keys.map(({ column }) => {
    const value = readColumn(row, column);
    return typeof value === 'string' ? collate(value) : value;
  });
}

/** Ascending order has nulls first, as in SQL Server. */
export function compareSortValues(
  keys: readonly OrderKey[],
  left: readonly Value[],
  right: readonly Value[],
): number {
  for (const [index, key] of keys.entries()) {
    const order = compareValues(left[index] ?? null, right[index] ?? null);
    if (order !== 0) return key.descending ? -order : order;
  }
  return 0;
}

function compareValues(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}
