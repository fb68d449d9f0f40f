import {
  type Contact,
  type ContactField,
  type FieldValue,
  isStandardContactField,
  readContactField,
  type SeenValues,
} from '@goodfunds/shared';

/** Summarises the values of these fields, so that the mapping can warn about values that do not fit. */
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

/** A field with more distinct values is free text. */
const MAX_WORDS = 24;
const MAX_WORD_LENGTH = 60;

/** Standard fields with few possible values. */
const CHOICES: ReadonlySet<string> = new Set(['salutation', 'title', 'address.country']);

type Value = NonNullable<FieldValue>;

function valueOf(value: FieldValue): Value[] {
  const cleaned = typeof value === 'string' ? value.trim() : value;
  return cleaned === null || cleaned === '' ? [] : [cleaned];
}

function summarise(field: string, values: readonly Value[]): SeenValues {
  const longest = values.reduce<number>((most, value) => Math.max(most, String(value).length), 0);
  const different = CHOICES.has(field) || !isStandardContactField(field) ? [...new Set(values)] : [];
  const isChoice = different.length <= MAX_WORDS && longest <= MAX_WORD_LENGTH;
  return { longest, words: isChoice ? different.sort(byText) : [] };
}

function byText(left: Value, right: Value): number {
  return String(left).localeCompare(String(right), 'de');
}
