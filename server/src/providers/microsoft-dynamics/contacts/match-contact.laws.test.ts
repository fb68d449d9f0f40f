import type { OnAmbiguousMatch } from '@goodfunds/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactRow, rowId } from '../testing/contact-rows.ts';
import { match } from '../testing/match.ts';

describe('laws', () => {
  const rowArbitrary = fc
    .record({
      number: fc.integer({ min: 1, max: 6 }),
      active: fc.boolean(),
      master: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
      firstName: fc.constantFrom('Ada', 'Otto', null),
      lastName: fc.constantFrom('Berg', 'Tal', null),
      owner: fc.constantFrom('ada', 'otto', null),
      email: fc.constantFrom('ada@example.org', 'adá@example.org', null),
    })
    .map(({ number, master, owner, ...parts }) => ({
      owner,
      row: contactRow(number, {
        ...parts,
        masterId: master === null || parts.active ? null : rowId(master),
      }),
    }));

  test('for any rows, only an active row is found, and one of another contact only if the names agree', () => {
    const rowsArbitrary = fc.uniqueArray(rowArbitrary, { maxLength: 6, selector: ({ row }) => row.id });
    const rule = fc.constantFrom<OnAmbiguousMatch>('REPORT', 'OLDEST', 'MOST_RECENTLY_MODIFIED');
    fc.assert(
      fc.property(rowsArbitrary, rule, (entries, onAmbiguousMatch) => {
        const owners = Object.fromEntries(
          entries.flatMap(({ row, owner }) => (owner === null ? [] : [[row.id, [owner]]])),
        );
        const result = match({ rows: entries.map(({ row }) => row), owners, onAmbiguousMatch });
        if (result.kind !== 'FOUND') return;
        expect(result.row.active).toBe(true);
        const owner = entries.find(({ row }) => row.id === result.row.id)?.owner;
        const isAdas = result.row.firstName !== 'Otto' && result.row.lastName === 'Berg';
        expect(owner !== 'otto' || isAdas).toBe(true);
      }),
    );
  });
});
