import {
  type Contact,
  type ContactField,
  type FieldValue,
  isStandardContactField,
  readContactField,
  type SeenValues,
} from '@goodfunds/shared';

/** What the contacts have in these fields, so that a mapping can be warned of before it meets them. */
export function seenValues(
  contacts: readonly Contact[],
  fields: readonly ContactField[],
): Record<string, SeenValues> {
  const entries = fields.flatMap(({ field }) => {
    const values = contacts.flatMap((contact) => valueOf(readContactField(contact, field)));
    return values.length === 0 ? [] : [[field, summarise(field, values)] as const];
  });
  return Object.fromEntries(entries);
}

/** More different values are no choice, but names, addresses and the like. */
const MOST_WORDS = 24;
const LONGEST_WORD = 60;

/** Standard fields of which everybody has one of a few values. */
const CHOICES: ReadonlySet<string> = new Set(['salutation', 'title', 'address.country']);

type Value = NonNullable<FieldValue>;

function valueOf(value: FieldValue): Value[] {
  const cleaned = typeof value === 'string' ? value.trim() : value;
  return cleaned === null || cleaned === '' ? [] : [cleaned];
}

function summarise(field: string, values: readonly Value[]): SeenValues {
  const longest = values.reduce<number>((most, value) => Math.max(most, String(value).length), 0);
  const different = CHOICES.has(field) || !isStandardContactField(field) ? [...new Set(values)] : [];
  const isChoice = different.length <= MOST_WORDS && longest <= LONGEST_WORD;
  return { longest, words: isChoice ? different.sort(byText) : [] };
}

function byText(left: Value, right: Value): number {
  return String(left).localeCompare(String(right), 'de');
}
