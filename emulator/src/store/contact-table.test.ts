import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accentInsensitive } from './collation.ts';
import { ContactTable } from './contact-table.ts';
import { UndoJournal } from './undo-journal.ts';

interface Snapshot {
  readonly rows: readonly unknown[];
  readonly byEmail: readonly unknown[];
}

const emails = ['a@x.org', 'Á@x.org', 'b@x.org', null] as const;

const step = fc.record({
  kind: fc.constantFrom('insert' as const, 'replace' as const, 'remove' as const),
  id: fc.constantFrom('1', '2', '3', '4'),
  email: fc.constantFrom(...emails),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function take(table: ContactTable, { kind, id, email }: Step): void {
  const row = table.get(id);
  if (kind === 'insert' && row === null) table.insert(id, { emailaddress1: email });
  if (kind === 'replace' && row !== null) table.replace(row, { emailaddress1: email });
  if (kind === 'remove' && row !== null) table.remove(row);
}

function snapshot(table: ContactTable): Snapshot {
  const rows = [...table.rowsFrom(0)];
  return {
    rows: rows.map(({ id, version, values }) => [id, version, values]),
    byEmail: emails.map((email) =>
      email === null
        ? []
        : table
            .findByEmail(email)
            .map((row) => row.id)
            .sort(),
    ),
  };
}

describe('ContactTable', () => {
  test('the e-mail index agrees with a scan after any changes', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const table = new ContactTable(accentInsensitive);
        for (const each of steps) take(table, each);
        for (const email of emails) {
          if (email === null) continue;
          const scanned = [...table.rowsFrom(0)].filter((row) => {
            const stored = row.values.emailaddress1;
            return typeof stored === 'string' && accentInsensitive(stored) === accentInsensitive(email);
          });
          expect(new Set(table.findByEmail(email))).toEqual(new Set(scanned));
        }
      }),
    );
  });

  test('a failed transaction leaves no trace', () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (before, during) => {
        const journal = new UndoJournal();
        const table = new ContactTable(accentInsensitive, journal);
        for (const each of before) take(table, each);
        const expected = snapshot(table);
        const work = () =>
          journal.atomically(() => {
            for (const each of during) take(table, each);
            throw new Error('changed its mind');
          });
        expect(work).toThrow('changed its mind');
        expect(snapshot(table)).toEqual(expected);
      }),
    );
  });
});
