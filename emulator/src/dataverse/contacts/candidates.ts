import type { ContactRow } from '../../store/contact-row.ts';
import type { ContactTable } from '../../store/contact-table.ts';
import type { Expression } from '../odata/expression.ts';

/**
 * A superset of the matching rows, by index; null if a scan is needed. An index serves `eq` and `In` on
 * `emailaddress1` and `contactid`: alone, in `or` chains, and beside other conditions in an `and`.
 */
export function candidatesOf(table: ContactTable, expression: Expression): ContactRow[] | null {
  const found = indexed(table, expression);
  if (found === null) return null;
  return [...found].sort((left, right) => left.slot - right.slot);
}

function indexed(table: ContactTable, expression: Expression): Set<ContactRow> | null {
  switch (expression.type) {
    case 'comparison': {
      const { literal } = expression;
      if (expression.operator !== 'eq' || (literal.type !== 'string' && literal.type !== 'guid')) return null;
      return lookUp(table, expression.path, [literal.value]);
    }
    case 'membership':
      return expression.function === 'In' ? lookUp(table, expression.column, expression.values) : null;
    case 'or':
      return union(expression.operands.map((operand) => indexed(table, operand)));
    case 'and':
      return first(expression.operands, (operand) => indexed(table, operand));
    default:
      return null;
  }
}

function lookUp(
  table: ContactTable,
  column: string,
  values: readonly (string | number)[],
): Set<ContactRow> | null {
  const rows = new Set<ContactRow>();
  for (const value of values) {
    if (column === 'emailaddress1') for (const row of table.findByEmail(String(value))) rows.add(row);
    else if (column === 'contactid') addIfFound(rows, table.get(String(value)));
    else return null;
  }
  return column === 'emailaddress1' || column === 'contactid' ? rows : null;
}

function addIfFound(rows: Set<ContactRow>, row: ContactRow | null): void {
  if (row !== null) rows.add(row);
}

function union(sets: readonly (Set<ContactRow> | null)[]): Set<ContactRow> | null {
  const all = new Set<ContactRow>();
  for (const set of sets) {
    if (set === null) return null;
    for (const row of set) all.add(row);
  }
  return all;
}

function first<Item, Result>(items: readonly Item[], find: (item: Item) => Result | null): Result | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
