import {
  type CrmField,
  type MappingRow,
  NO_WORDS,
  normaliseLabel,
  type SeenValues,
  unmatchedWords,
  YES_WORDS,
} from '@goodfunds/shared';
import type { Language } from '../../../i18n/language.ts';
import { labelOf } from '../../../integration/labels.ts';

type Values = NonNullable<MappingRow['values']>;

/** One translated value in the editor; both sides may still be empty. */
export type TranslationLine = { from: string; to: string };
export type TranslationProblem = 'MISSING' | 'DUPLICATE' | 'GONE';
export type TranslationChoice = { value: string; label: string };

export function canTranslate(field: CrmField): boolean {
  return field.type === 'ENUM' || field.type === 'BOOLEAN' || field.type === 'STRING';
}

export function translationLines(values: MappingRow['values']): TranslationLine[] {
  return Object.entries(values ?? {}).map(([from, to]) => ({ from, to: String(to) }));
}

/** The complete lines as they are stored, with values of the attribute's type. */
export function translatedValues(lines: readonly TranslationLine[], field: CrmField): Values | null {
  const complete = lines.filter(({ from, to }) => from.trim() !== '' && to !== '');
  if (complete.length === 0) return null;
  return Object.fromEntries(complete.map(({ from, to }) => [from.trim(), typedValue(to, field)]));
}

function typedValue(value: string, field: CrmField): Values[string] {
  if (field.type === 'STRING') return value;
  if (field.type === 'BOOLEAN') return value === 'true';
  return field.multiple ? value : Number(value);
}

/** Stored values that equal the name of a choice, so that they need no translation. */
export function recognisedWords(row: MappingRow, seen: SeenValues | undefined, field: CrmField): string[] {
  const unmatched = new Set(unmatchedWords({ ...row, values: null }, seen, field));
  return (seen?.words ?? []).filter((word) => typeof word === 'string' && !unmatched.has(word)).map(String);
}

/** `null` for a text, which is typed. */
export function translationChoices(
  field: CrmField,
  language: Language,
  labels: { yes: string; no: string },
): TranslationChoice[] | null {
  if (field.type === 'STRING') return null;
  if (field.options.length > 0) {
    return field.options.map((option) => ({
      value: String(option.value),
      label: labelOf(option, language) || String(option.value),
    }));
  }
  if (field.type !== 'BOOLEAN') return [];
  return [
    { value: 'true', label: labels.yes },
    { value: 'false', label: labels.no },
  ];
}

export function translationProblem(
  lines: readonly TranslationLine[],
  index: number,
  choices: readonly TranslationChoice[] | null,
): TranslationProblem | null {
  const line = lines[index];
  if (!line || line.from.trim() === '') return null;
  if (lines.slice(0, index).some(({ from }) => normaliseLabel(from) === normaliseLabel(line.from)))
    return 'DUPLICATE';
  if (line.to === '') return 'MISSING';
  if (choices === null) return null;
  const known = new Set(choices.map(({ value }) => value));
  return line.to.split(',').every((part) => known.has(part)) ? null : 'GONE';
}

/**
 * For attributes that ask the opposite of the field, such as “do not send mail” for “newsletter”: every word for yes or
 * no, with the opposite of its meaning.
 */
const INVERTED: Values = Object.fromEntries([
  ...YES_WORDS.map((word) => [word, false] as const),
  ...NO_WORDS.map((word) => [word, true] as const),
]);

export function isInverted(values: MappingRow['values']): boolean {
  return Object.entries(INVERTED).every(([word, meaning]) => values?.[word] === meaning);
}

/** The translation with or without yes and no exchanged; translations of other words are kept. */
export function withInversion(values: MappingRow['values'], inverted: boolean): MappingRow['values'] {
  const changed = { ...withoutInversion(values), ...(inverted && INVERTED) };
  return Object.keys(changed).length > 0 ? changed : null;
}

/** Only the words that a person has translated. */
export function withoutInversion(values: MappingRow['values']): Values {
  if (!isInverted(values)) return values ?? {};
  return Object.fromEntries(Object.entries(values ?? {}).filter(([word]) => !Object.hasOwn(INVERTED, word)));
}
