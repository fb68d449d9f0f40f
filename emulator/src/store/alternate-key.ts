import type { Collate } from './collation.ts';
import { equalityKey } from './collation.ts';
import type { ContactRow, Value, Values } from './contact-row.ts';

export type KeyIndexStatus = 'Pending' | 'InProgress' | 'Active' | 'Failed';

export interface AlternateKeyDefinition {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly columns: readonly string[];
}

/** A unique index over one or more columns. It does not constrain a row with a null in a key column. */
export class AlternateKey {
  readonly definition: AlternateKeyDefinition;
  status: KeyIndexStatus = 'Active';
  readonly #collate: Collate;
  readonly #rows = new Map<string, ContactRow>();

  constructor(definition: AlternateKeyDefinition, collate: Collate) {
    this.definition = definition;
    this.#collate = collate;
  }

  /** Whether these are exactly the columns of this key, in any order. */
  covers(columns: readonly string[]): boolean {
    const own = this.definition.columns;
    return own.length === columns.length && columns.every((column) => own.includes(column));
  }

  find(values: Values): ContactRow | null {
    const key = this.#keyOf(values);
    return key === null ? null : (this.#rows.get(key) ?? null);
  }

  add(row: ContactRow): void {
    const key = this.#keyOf(row.values);
    if (key !== null) this.#rows.set(key, row);
  }

  remove(row: ContactRow): void {
    const key = this.#keyOf(row.values);
    if (key !== null && this.#rows.get(key) === row) this.#rows.delete(key);
  }

  #keyOf(values: Values): string | null {
    const parts: Value[] = [];
    for (const column of this.definition.columns) {
      const value = values[column] ?? null;
      if (value === null) return null;
      parts.push(typeof value === 'string' ? equalityKey(this.#collate, value) : value);
    }
    return JSON.stringify(parts);
  }
}
