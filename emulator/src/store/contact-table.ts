import type { AlternateKeyDefinition } from './alternate-key.ts';
import { AlternateKey } from './alternate-key.ts';
import type { Collate } from './collation.ts';
import type { Values } from './contact-row.ts';
import { ContactRow } from './contact-row.ts';
import { EmailIndex } from './email-index.ts';
import { UndoJournal } from './undo-journal.ts';

/** Thrown if a write violates an alternate key. */
export class AlternateKeyViolation extends Error {
  readonly key: AlternateKeyDefinition;
  readonly existing: ContactRow;

  constructor(key: AlternateKeyDefinition, existing: ContactRow) {
    super(`The alternate key ${key.logicalName} is taken by ${existing.id}`);
    this.key = key;
    this.existing = existing;
  }
}

/** All contacts of one environment with their indexes, in memory. Does not know the rules of columns. */
export class ContactTable {
  readonly #byId = new Map<string, ContactRow>();
  readonly #slots: (ContactRow | undefined)[] = [];
  readonly #emails: EmailIndex;
  readonly #keys = new Map<string, AlternateKey>();
  readonly #journal: UndoJournal;
  readonly #collate: Collate;
  #version = 1_000_000;

  constructor(collate: Collate, journal: UndoJournal = new UndoJournal()) {
    this.#collate = collate;
    this.#journal = journal;
    this.#emails = new EmailIndex(collate);
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): ContactRow | null {
    return this.#byId.get(id.toLowerCase()) ?? null;
  }

  findByEmail(email: string): readonly ContactRow[] {
    return this.#emails.find(email);
  }

  /** Rows in the order of creation, from a position on. */
  *rowsFrom(slot: number): Generator<ContactRow> {
    for (let index = slot; index < this.#slots.length; index += 1) {
      const row = this.#slots[index];
      if (row !== undefined) yield row;
    }
  }

  /** `id` must be lower-case and not in use. */
  insert(id: string, values: Values): ContactRow {
    this.#assertKeys(values, null);
    const row = new ContactRow(id, this.#slots.length, this.#nextVersion(), values);
    this.#slots.push(row);
    this.#enter(row);
    this.#journal.record(() => this.#leave(row));
    return row;
  }

  replace(row: ContactRow, values: Values): void {
    this.#assertKeys(values, row);
    const before = { values: row.values, version: row.version };
    this.#exchange(row, values, this.#nextVersion());
    this.#journal.record(() => this.#exchange(row, before.values, before.version));
  }

  remove(row: ContactRow): void {
    this.#leave(row);
    this.#journal.record(() => {
      this.#slots[row.slot] = row;
      this.#enter(row);
    });
  }

  alternateKeys(): readonly AlternateKey[] {
    return [...this.#keys.values()];
  }

  /** Builds the index over the existing rows. With duplicates it fails and constrains nothing. */
  defineKey(definition: AlternateKeyDefinition): AlternateKey {
    const key = new AlternateKey(definition, this.#collate);
    for (const row of this.rowsFrom(0)) {
      if (key.find(row.values) !== null) key.status = 'Failed';
      else key.add(row);
    }
    this.#keys.set(definition.logicalName, key);
    return key;
  }

  dropKey(logicalName: string): boolean {
    return this.#keys.delete(logicalName);
  }

  /** Deletes a column's values without changing `modifiedon`. */
  dropColumn(column: string): void {
    for (const row of this.rowsFrom(0)) {
      if (row.values[column] === undefined) continue;
      const { [column]: _dropped, ...kept } = row.values;
      this.#exchange(row, kept, row.version);
    }
  }

  #nextVersion(): number {
    this.#version += 1;
    return this.#version;
  }

  #assertKeys(values: Values, self: ContactRow | null): void {
    for (const key of this.#keys.values()) {
      if (key.status !== 'Active') continue;
      const existing = key.find(values);
      if (existing !== null && existing !== self) throw new AlternateKeyViolation(key.definition, existing);
    }
  }

  #exchange(row: ContactRow, values: Values, version: number): void {
    this.#unindex(row);
    row.values = values;
    row.version = version;
    this.#index(row);
  }

  #enter(row: ContactRow): void {
    this.#byId.set(row.id, row);
    this.#index(row);
  }

  #leave(row: ContactRow): void {
    this.#unindex(row);
    this.#byId.delete(row.id);
    this.#slots[row.slot] = undefined;
  }

  #index(row: ContactRow): void {
    this.#emails.add(row);
    for (const key of this.#keys.values()) key.add(row);
  }

  #unindex(row: ContactRow): void {
    this.#emails.remove(row);
    for (const key of this.#keys.values()) key.remove(row);
  }
}
