import type { OnAmbiguousMatch } from '@goodfunds/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactRow, rowId } from '../testing/contact-rows.ts';
import { match } from '../testing/match.ts';
import { namesAgree } from './match-contact.ts';

describe('laws', () => {
  const rowArbitrary = fc
    .record({
      number: fc.integer({ min: 1, max: 6 }),
      active: fc.boolean(),
      master: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
      firstName: fc.constantFrom('Ada', 'Otto', null),
      owner: fc.constantFrom('ada', 'otto', null),
      email: fc.constantFrom('ada@example.org', 'adá@example.org', null),
    })
    .map(({ number, master, owner, ...parts }) => ({
      owner,
      row: contactRow(number, {
        ...parts,
        lastName: 'Berg',
        masterId: master === null || parts.active ? null : rowId(master),
      }),
    }));

  test('for any rows, only an active row is found, and never one of another contact', () => {
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
        expect(owner !== 'otto' || result.row.firstName === 'Ada').toBe(true);
      }),
    );
  });

  test('agreement of names is symmetric, and reflexive unless a name is blank', () => {
    const person = fc.record({ firstName: fc.option(fc.string()), lastName: fc.option(fc.string()) });
    fc.assert(
      fc.property(person, person, (left, right) => {
        expect(namesAgree(left, right)).toBe(namesAgree(right, left));
        const isNamed = Boolean(left.firstName?.trim() && left.lastName?.trim());
        expect(namesAgree(left, left)).toBe(isNamed);
      }),
    );
  });
});
