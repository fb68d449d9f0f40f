import type { Value, Values } from '../../store/contact-row.ts';
import { addressColumns } from './address-columns.ts';
import { businessColumns } from './business-columns.ts';
import type { Column, LookupColumn } from './column.ts';
import { isLookup } from './column.ts';
import { companionsOf } from './companion-columns.ts';
import { personColumns } from './person-columns.ts';
import { reachColumns } from './reach-columns.ts';
import { systemColumns } from './system-columns.ts';

export interface Navigation {
  /** Case-sensitive; that of a custom lookup is its SchemaName. */
  readonly name: string;
  readonly column: LookupColumn;
  /** The tables it can be bound to. */
  readonly targets: readonly string[];
}

/** The current columns of the contact table, standard and custom. */
export class ContactSchema {
  readonly #columns = new Map<string, Column>();
  readonly #properties = new Map<string, Column>();
  readonly #navigations = new Map<string, Navigation>();
  #initialCustomValues: Values = {};
  #version = 100_000;

  /** With all standard columns, or with these and those of the platform. */
  constructor(attributes: readonly string[] | null = null) {
    for (const column of standardColumns) {
      if (attributes === null || attributes.includes(column.logicalName)) this.add(column);
    }
    for (const column of systemColumns) this.add(column);
  }

  /** Increases with every metadata change. */
  get version(): number {
    return this.#version;
  }

  add(column: Column): void {
    this.#version += 1;
    for (const each of [column, ...companionsOf(column)]) this.#columns.set(each.logicalName, each);
    this.#initialCustomValues = customDefaults(this.#columns.values());
    if (column.attributeOf === null) this.#properties.set(propertyName(column), column);
    if (!isLookup(column)) return;
    for (const each of navigationsOf(column)) this.#navigations.set(each.name, each);
  }

  remove(column: Column): void {
    this.#version += 1;
    for (const each of [column, ...companionsOf(column)]) this.#columns.delete(each.logicalName);
    this.#initialCustomValues = customDefaults(this.#columns.values());
    this.#properties.delete(propertyName(column));
    if (!isLookup(column)) return;
    for (const each of navigationsOf(column)) this.#navigations.delete(each.name);
  }

  /** Defaults of custom columns are stored on create, so that rows older than the column stay empty. */
  initialCustomValues(): Values {
    return this.#initialCustomValues;
  }

  column(logicalName: string): Column | null {
    return this.#columns.get(logicalName) ?? null;
  }

  columns(): Column[] {
    return [...this.#columns.values()];
  }

  /** By its name in a row: `firstname`, `_ownerid_value`. */
  property(name: string): Column | null {
    return this.#properties.get(name) ?? null;
  }

  properties(): ReadonlyMap<string, Column> {
    return this.#properties;
  }

  navigation(name: string): Navigation | null {
    return this.#navigations.get(name) ?? null;
  }

  navigations(): Navigation[] {
    return [...this.#navigations.values()];
  }
}

export function propertyName(column: Column): string {
  return isLookup(column) ? `_${column.logicalName}_value` : column.logicalName;
}

function customDefaults(columns: Iterable<Column>): Values {
  const defaults: Record<string, Value> = {};
  for (const column of columns) {
    if (!column.isCustom || !('defaultValue' in column) || column.defaultValue === null) continue;
    defaults[column.logicalName] = column.defaultValue;
  }
  return defaults;
}

function navigationsOf(column: LookupColumn): Navigation[] {
  const stem = column.isCustom ? column.schemaName : column.logicalName;
  if (column.type === 'Owner' || column.targets.length === 1) {
    return [{ name: stem, column, targets: column.targets }];
  }
  return column.targets.map((target) => ({ name: `${stem}_${target}`, column, targets: [target] }));
}

const standardColumns: readonly Column[] = [
  ...personColumns,
  ...reachColumns,
  ...addressColumns(),
  ...businessColumns,
];
