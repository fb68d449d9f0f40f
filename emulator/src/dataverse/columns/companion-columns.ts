import type { Column, ColumnBase } from './column.ts';
import { isLookup, targetColumnOf } from './column.ts';
import { other, readOnly, text } from './define.ts';

/**
 * Columns that render another one. They appear in metadata but are not Web API properties. The same objects are
 * returned for the same column.
 */
export function companionsOf(column: Column): readonly Column[] {
  const made = known.get(column) ?? newCompanions(column);
  known.set(column, made);
  return made;
}

const known = new WeakMap<Column, readonly Column[]>();

function newCompanions(column: Column): Column[] {
  if (column.attributeOf !== null) return [];
  if (isLookup(column)) return lookupCompanions(column);
  switch (column.type) {
    case 'Picklist':
    case 'MultiSelectPicklist':
    case 'State':
    case 'Status':
    case 'Boolean':
      return [other('Virtual', `${nameStem(column)}Name`, null, rendering(column))];
    default:
      return [];
  }
}

function lookupCompanions(column: Extract<Column, { targets: readonly string[] }>): Column[] {
  const target = targetColumnOf(column);
  const names = [`${column.schemaName}Name`, `${column.schemaName}YomiName`];
  return [
    ...names.map((name) => text(name, 100, null, rendering(column))),
    ...(target === null ? [] : [other('EntityName', `${column.schemaName}Type`, null, rendering(column))]),
  ];
}

function rendering(column: Column): Partial<ColumnBase> {
  return { ...readOnly, attributeOf: column.logicalName, isLogical: true, isCustom: column.isCustom };
}

/** The only column whose name column has a different name. */
function nameStem(column: Column): string {
  return column.logicalName === 'donotsendmm' ? 'DoNotSendMarketingMaterial' : column.schemaName;
}
