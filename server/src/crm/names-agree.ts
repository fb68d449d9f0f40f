import { toNfc, toNfd } from '@goodfunds/shared';

export type Named = { firstName?: string | null | undefined; lastName?: string | null | undefined };

/** Whether two names can be of the same person. Symmetric, and linear in the length of the names. */
export function namesAgree(left: Named, right: Named): boolean {
  return nameAgreement(left, right) !== AGREEMENT.NONE;
}

/** Whether two names cannot be of the same person. A part that one side lacks proves nothing. */
export function namesDisagree(left: Named, right: Named): boolean {
  const [one, other] = [comparableName(left), comparableName(right)];
  const bothHave = (part: 'first' | 'last'): boolean => one[part] !== '' && other[part] !== '';
  return (bothHave('last') || (bothHave('first') && one.first !== other.first)) && !namesAgree(left, right);
}

/** The same for all spellings of a last name; empty if it is missing. */
export function foldedLastName(named: Named): string {
  return comparableName(named).last;
}

/** How well two names agree: the larger, the better. A blank last name agrees with nothing. */
export function nameAgreement(left: Named, right: Named): number {
  const [one, other] = [comparableName(left), comparableName(right)];
  if (one.exact !== '' && one.exact === other.exact) return AGREEMENT.EXACT;
  if (one.last === '' || other.last === '') return AGREEMENT.NONE;
  if (one.first === '' || other.first === '') {
    return one.last === other.last ? AGREEMENT.LAST_NAME : AGREEMENT.NONE;
  }
  const isEqual = one.first === other.first && one.last === other.last;
  const isSwapped = one.first === other.last && one.last === other.first;
  return isEqual || isSwapped ? AGREEMENT.FOLDED : AGREEMENT.NONE;
}

const AGREEMENT = {
  NONE: 0,
  /** The last names agree, and a first name is missing. */
  LAST_NAME: 1,
  /** Both names agree once they are folded, in either order. */
  FOLDED: 2,
  /** Both names are equal apart from case and spacing. */
  EXACT: 3,
} as const;

type ComparableName = { exact: string; first: string; last: string };

/** A name is compared with those of all rows and contacts that share its e-mail, so it is folded once. */
const comparableNames = new WeakMap<Named, ComparableName>();

function comparableName(named: Named): ComparableName {
  const known = comparableNames.get(named);
  if (known) return known;
  const [firstName, lastName] = [named.firstName ?? '', named.lastName ?? ''];
  const [first, last] = [withoutSpacing(firstName), withoutSpacing(lastName)];
  const name = {
    exact: first === '' || last === '' ? '' : `${first}\n${last}`,
    first: foldName(withoutTitles(firstName)),
    // A last name can be the word for a title.
    last: foldName(withoutTitles(lastName)) || foldName(lastName),
  };
  comparableNames.set(named, name);
  return name;
}

function withoutSpacing(name: string): string {
  return toNfc(name).trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** Salutations stay: Herr Berg and Frau Berg are two people. */
function withoutTitles(name: string): string {
  return name.replace(TITLES, ' ');
}

const TITLE = String.raw`prof|professor(?:in)?|dr|doktor(?:in)?|dipl(?:om)?|(?:univ|mag|ing)\.|[bm]\.?\s?sc|mba|ph\.?\s?d`;
const SUBJECT =
  String.raw`ing|inf|kfm|kffr|kaufmann|kauffrau|ingenieur(?:in)?|betriebsw|volksw|psych|phys|chem|math|biol|soz|fh|` +
  String.raw`med|dent|vet|phil|[ij]ur|rer|nat|pol|oec|agr|theol|techn|h\.?\s?c|mult|habil`;
const TITLES = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}])(?:${TITLE})(?:[\s.()-]+(?:${SUBJECT}))*(?![\p{L}\p{M}\p{N}])`,
  'giu',
);

/**
 * The letters and digits of a name in lower case, without accents. `ü`, `ue` and `u` become `u`, but `ue` stays after a
 * vowel or `q`, where it is no umlaut: Müller, Mueller and Muller agree; Bauer and Baur do not.
 */
function foldName(name: string): string {
  return toNfd(name.toLowerCase())
    .replace(/\P{ASCII}/gu, (letter) => DECOMPOSED[letter] ?? letter)
    .replace(/[\u0300-\u0307\u0309-\u036f]/gu, '')
    .replace(/(?<![aeiou]|q|\u0308)([aou])e/gu, '$1')
    .replace(/\u0308|[^\p{L}\p{M}\p{N}]/gu, '');
}

/** Letters that Unicode does not decompose. */
const DECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'a\u0308',
  œ: 'o\u0308',
  ø: 'o\u0308',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};
