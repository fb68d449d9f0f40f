/** A stored value. Dates are ISO text, choices numbers, multi-select choices comma lists, lookups ids. */
export type Value = string | number | boolean | null;

/** By logical column name. Without an entry, the value is derived by the column or null. */
export type Values = Readonly<Record<string, Value>>;

/** One CRM contact. Every write replaces `values`, so a reference to it is a snapshot. */
export class ContactRow {
  readonly id: string;
  /** Position in the order of creation, never reused. */
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
