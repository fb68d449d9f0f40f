/** A stored value. Dates are ISO text, choices numbers, multi-select choices comma lists, lookups ids. */
export type Value = string | number | boolean | null;

/** By logical column name. A column that is missing here has the value its column derives, or null. */
export type Values = Readonly<Record<string, Value>>;

/** One CRM contact. `values` is replaced as a whole on every write, so whoever holds it holds a snapshot. */
export class ContactRow {
  readonly id: string;
  /** Position in the order of creation; never used again. */
  readonly slot: number;
  version: number;
  values: Values;

  constructor(id: string, slot: number, version: number, values: Values) {
    this.id = id;
    this.slot = slot;
    this.version = version;
    this.values = values;
  }
}

export function storedText(row: ContactRow, column: string): string | null {
  const value = row.values[column];
  return typeof value === 'string' ? value : null;
}
