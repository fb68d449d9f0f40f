import { toNfd } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { type Named, nameAgreement, namesAgree, namesDisagree } from './names-agree.ts';

type Names = [firstName: string | null, lastName: string | null];

const named = (...[firstName, lastName]: Names): Named => ({ firstName, lastName });

describe('names agree', () => {
  test.each<[string, Names, Names]>([
    ['case and spacing', ['Anna', 'Berg'], [' ANNA ', 'berg']],
    ['hyphens', ['Hans-Peter', 'Meyer-Berg'], ['Hans Peter', 'Meyer Berg']],
    ['joined words', ['Anneliese', 'Neuhaus'], ['Anne Liese', 'Neu-Haus']],
    ['apostrophes', ['Sean', "O'Neill"], ['Sean', 'O’Neill']],
    ['ü as ue', ['Jürgen', 'Müller'], ['Juergen', 'Mueller']],
    ['ü as u', ['Ina', 'Müller'], ['Ina', 'Muller']],
    ['ue as u', ['Ina', 'Mueller'], ['Ina', 'Muller']],
    ['ä and ö', ['Käthe', 'Schröder'], ['Kaethe', 'Schroeder']],
    ['an umlaut after a word that ends in a vowel', ['Karl', 'zu Öhringen'], ['Karl', 'zu Oehringen']],
    ['an umlaut before a vowel', ['Karl', 'Bäuerle'], ['Karl', 'Baeuerle']],
    ['ß as ss', ['Ina', 'Weiß'], ['Ina', 'WEISS']],
    ['other accents', ['Renée', 'Łódź'], ['Renee', 'Lodz']],
    ['decomposed letters', ['Jürgen', 'Müller'], [toNfd('Jürgen'), toNfd('Müller')]],
    ['Scandinavian letters', ['Søren', 'Berg'], ['Soeren', 'Berg']],
    ['a title before the first name', ['Dr. Anna', 'Berg'], ['Anna', 'Berg']],
    ['a title before the last name', ['Anna', 'Prof. Dr. med. Berg'], ['Anna', 'Berg']],
    ['an engineer', ['Dipl.-Ing. (FH) Anna', 'Berg'], ['Anna', 'Berg']],
    ['an honorary doctor', ['Dr. h. c. mult. Anna', 'Berg'], ['Anna', 'Berg']],
    ['a degree after the last name', ['Anna', 'Berg, M.Sc.'], ['Anna', 'Berg']],
    ['swapped names', ['Berg', 'Dr. Anna'], ['Anna', 'Berg']],
    ['a missing first name', [null, 'Müller'], ['Anna', 'Mueller']],
    ['a title as the first name', ['Dr.', 'Berg'], ['Anna', 'Berg']],
    ['a last name that is the word for a title', ['Anna', 'Doktor'], ['Anna', 'DOKTOR']],
    ['no letters at all', ['!', '?'], ['!', '?']],
  ])('%s', (_, left, right) => {
    expect(namesAgree(named(...left), named(...right))).toBe(true);
  });
});

describe('names do not agree', () => {
  test.each<[string, Names, Names]>([
    ['another first name', ['Anna', 'Berg'], ['Otto', 'Berg']],
    ['another last name', ['Anna', 'Berg'], ['Anna', 'Tal']],
    ['blank last names', ['Anna', null], ['Anna', ' ']],
    ['no names', [null, null], [null, null]],
    ['a missing first name, with another last name', [null, 'Berg'], ['Anna', 'Tal']],
    ['only a first name that is the last name of the other', ['Berg', null], ['Anna', 'Berg']],
    ['ue after a vowel', ['Anna', 'Bauer'], ['Anna', 'Baur']],
    ['ü after a vowel', ['Anna', 'Sauer'], ['Anna', 'Saür']],
    ['one s', ['Anna', 'Weis'], ['Anna', 'Weiß']],
    ['a name that begins like a title', ['Drake', 'Berg'], ['Ake', 'Berg']],
    ['salutations', ['Herr', 'Berg'], ['Frau', 'Berg']],
    ['initials after a title', ['Dr. H.', 'Berg'], ['Dr. C.', 'Berg']],
    ['a subject without a title', ['Phil', 'Berg'], ['Otto', 'Berg']],
    ['numbers', ['Test 1', 'Berg'], ['Test 2', 'Berg']],
    ['other scripts', ['Anna', '田中'], ['Anna', '鈴木']],
  ])('%s', (_, left, right) => {
    expect(namesAgree(named(...left), named(...right))).toBe(false);
  });
});

test('equal names agree better than folded ones, and those better than a missing first name', () => {
  const other = named('Anna', 'Müller');
  const names = [
    named('ANNA', ' MÜLLER'),
    named('Anna', 'Mueller'),
    named(null, 'Müller'),
    named('Otto', 'Müller'),
  ];
  expect(names.map((name) => nameAgreement(name, other))).toEqual([3, 2, 1, 0]);
});

test('a name is folded once, however many others it is compared with', () => {
  let reads = 0;
  const counted = () => ({
    get firstName() {
      reads += 1;
      return 'Ada';
    },
    lastName: 'Berg',
  });
  const [people, rows] = [Array.from({ length: 100 }, counted), Array.from({ length: 200 }, counted)];
  expect(people.every((person) => rows.every((row) => namesAgree(person, row)))).toBe(true);
  expect(reads).toBe(100 + 200);
});

/** Of three runs. */
function fastestMs(part: string): number {
  const long = part.repeat(50_000 / part.length);
  const durations = [1, 2, 3].map(() => {
    const startedAtMs = performance.now();
    namesAgree(named(long, `Dr.${long}`), named(`${long}!`, long));
    return performance.now() - startedAtMs;
  });
  return Math.min(...durations);
}

test.each(['ue', 'dr.', 'dr. med', 'dr.-h. c ', 'h. c. ', 'dipl.-', 'm. s', 'u\u0308', '- ', 'ß'])(
  'long names of %j are compared in linear time',
  (part) => {
    expect(fastestMs(part) / fastestMs('Ada Berg ')).toBeLessThan(30);
  },
);

describe('names disagree', () => {
  test.each<[string, Names, Names]>([
    ['another first name', ['Anna', 'Berg'], ['Otto', 'Berg']],
    ['another last name', ['Anna', 'Berg'], ['Anna', 'Tal']],
    ['another last name, without a first name', [null, 'Berg'], ['Anna', 'Tal']],
    ['another first name, without a last name', ['Anna', null], ['Otto', 'Berg']],
  ])('%s', (_, left, right) => {
    expect(namesDisagree(named(...left), named(...right))).toBe(true);
  });
});

describe('names do not disagree', () => {
  test.each<[string, Names, Names]>([
    ['another spelling', ['Hans-Peter', 'Müller'], ['Hans Peter', 'Mueller']],
    ['no name on one side', [null, null], ['Anna', 'Berg']],
    ['the same first name, without a last name', ['Anna', null], ['Anna', 'Berg']],
    ['only a last name and only a first name', [null, 'Berg'], ['Anna', null]],
  ])('%s', (_, left, right) => {
    expect(namesDisagree(named(...left), named(...right))).toBe(false);
    expect(namesDisagree(named(...right), named(...left))).toBe(false);
  });
});
