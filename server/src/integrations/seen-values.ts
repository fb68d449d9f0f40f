import {
  CONTACT_FIELDS,
  type Contact,
  type ContactField,
  customFieldPath,
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
  const values = valuesByField(contacts);
  return Object.fromEntries(
    fields.flatMap(({ field }) => {
      const ofField = values.get(field);
      return ofField ? [[field, summarise(field, ofField)] as const] : [];
    }),
  );
}

/** A field with more distinct values is free text. */
const MAX_WORDS = 24;
const MAX_WORD_LENGTH = 60;

/** Standard fields with few possible values. */
const CHOICES: ReadonlySet<string> = new Set(['salutation', 'title', 'address.country']);

type Value = NonNullable<FieldValue>;

/** Reads each value once: an account can have a thousand custom fields of which each contact has only a few. */
function valuesByField(contacts: readonly Contact[]): Map<string, Value[]> {
  const byField = new Map<string, Value[]>();
  for (const contact of contacts) {
    const custom = Object.keys(contact.customFields ?? {}).map(customFieldPath);
    for (const field of [...Object.keys(CONTACT_FIELDS), ...custom]) {
      const value = readContactField(contact, field);
      const cleaned = typeof value === 'string' ? value.trim() : value;
      if (cleaned === null || cleaned === '') continue;
      const values = byField.get(field);
      if (values) values.push(cleaned);
      else byField.set(field, [cleaned]);
    }
  }
  return byField;
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
