import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Named, namesAgree } from './names-agree.ts';

/** Common first and last names, each with its spellings. */
const reference = readFileSync(new URL('./testing/german-names.txt', import.meta.url), 'utf8')
  .trim()
  .split(/\s+/)
  .map((entry) => entry.split('/'));

const name = fc.option(
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', 'e', 'u', 'ü', 'ß', '-', '.', ' ', '\u0308') }),
    fc.constantFrom('Berg', 'Müller', 'Mueller', 'Dr. Berg', 'Dr.', 'Anna', ' '),
  ),
);
const person = fc.record({ firstName: name, lastName: name });
const entry = fc.nat(reference.length - 1).map((index) => reference[index] ?? []);
const spelling = entry.chain((spellings) => fc.constantFrom(...spellings));

describe('agreement of names', () => {
  test('is symmetric', () => {
    fc.assert(
      fc.property(person, person, (left, right) => {
        expect(namesAgree(left, right)).toBe(namesAgree(right, left));
      }),
    );
  });

  test('is reflexive where there are both names, and never holds for a blank last name', () => {
    fc.assert(
      fc.property(person, (each) => {
        const hasBoth = Boolean(each.firstName?.trim() && each.lastName?.trim());
        expect(!hasBoth || namesAgree(each, { ...each })).toBe(true);
        expect(namesAgree({ ...each, lastName: ' ' }, each)).toBe(false);
      }),
    );
  });

  test('does not depend on the order of both names', () => {
    fc.assert(
      fc.property(spelling, spelling, (firstName, lastName) => {
        const swapped = { firstName: lastName, lastName: firstName };
        expect(namesAgree({ firstName, lastName }, swapped)).toBe(true);
      }),
    );
  });

  test('does not depend on spelling, case, hyphens, blanks and titles', () => {
    const joins = fc.constantFrom(' ', '-', ' - ');
    const titles = fc.constantFrom('', 'Dr. ', 'Prof. Dr. ', 'Dipl.-Ing. ', 'Dr. phil. ');
    fc.assert(
      fc.property(entry, entry, joins, titles, fc.boolean(), (first, last, join, title, isUpper) => {
        const [one, other] = [first[0] ?? '', last[0] ?? ''];
        const respelled = `${title}${first.at(-1)}${join}${last.at(-1)}`;
        expect(
          namesAgree(
            { firstName: `${one} ${other}`, lastName: other },
            { firstName: isUpper ? respelled.toUpperCase() : respelled, lastName: last.at(-1) },
          ),
        ).toBe(true);
      }),
    );
  });
});

describe('of the reference names', () => {
  const people = reference.map((spellings) =>
    spellings.map((text): Named[] => [
      { firstName: 'Ada', lastName: text },
      { firstName: text, lastName: 'Lovelace' },
    ]),
  );
  const agreeing = (lefts: Named[], rights: Named[]): boolean =>
    lefts.some((left, index) => namesAgree(left, rights[index] ?? {}));

  test('there are more than five hundred', () => {
    expect(reference.length).toBeGreaterThan(500);
  });

  test('all spellings of one agree', () => {
    for (const [first = [], ...others] of people) {
      for (const other of others)
        expect([first, other, agreeing(first, other)]).toEqual([first, other, true]);
    }
  });

  test('no two different ones agree', () => {
    const wrong: Named[][] = [];
    for (const [index, spellings] of people.entries()) {
      const others = people.slice(index + 1).flat();
      for (const one of spellings) wrong.push(...others.filter((other) => agreeing(one, other)));
    }
    expect(wrong).toEqual([]);
  });
});
