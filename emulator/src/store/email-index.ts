import type { Collate } from './collation.ts';
import { equalityKey } from './collation.ts';
import type { ContactRow, Values } from './contact-row.ts';

/** Finds rows by `emailaddress1` without a scan, comparing as the database does. */
export class EmailIndex {
  readonly #collate: Collate;
  /** A single row is stored without an array, because a million arrays would cost more memory than the keys. */
  readonly #rows = new Map<string, ContactRow | ContactRow[]>();

  constructor(collate: Collate) {
    this.#collate = collate;
  }

  find(email: string): readonly ContactRow[] {
    const found = this.#rows.get(equalityKey(this.#collate, email));
    if (found === undefined) return [];
    return Array.isArray(found) ? found : [found];
  }

  add(row: ContactRow): void {
    const key = this.#keyOf(row.values);
    if (key === null) return;
    const found = this.#rows.get(key);
    if (found === undefined) this.#rows.set(key, row);
    else if (Array.isArray(found)) found.push(row);
    else this.#rows.set(key, [found, row]);
  }

  remove(row: ContactRow): void {
    const key = this.#keyOf(row.values);
    if (key === null) return;
    const found = this.#rows.get(key);
    if (found === row) this.#rows.delete(key);
    if (!Array.isArray(found)) return;
    const others = found.filter((other) => other !== row);
    if (others.length === 0) this.#rows.delete(key);
    else this.#rows.set(key, others);
  }

  #keyOf(values: Values): string | null {
    const email = values.emailaddress1;
    return typeof email === 'string' ? equalityKey(this.#collate, email) : null;
  }
}
