import { type CrmField, type MappingRow, type SeenValues, unmatchedWords } from '@goodfunds/shared';
import type { Language } from '../../i18n/language.ts';
import { labelOf } from '../../integration/labels.ts';

type Values = NonNullable<MappingRow['values']>;

/** One translated value as it is edited; both sides may still be empty. */
export type TranslationLine = { from: string; to: string };
export type TranslationProblem = 'MISSING' | 'DUPLICATE' | 'GONE';

export function translationLines(values: MappingRow['values']): TranslationLine[] {
  return Object.entries(values ?? {}).map(([from, to]) => ({ from, to: String(to) }));
}

/** What is stored of the lines: complete ones, with values of the attribute's type. */
export function translatedValues(lines: readonly TranslationLine[], field: CrmField): Values | null {
  const complete = lines.filter(({ from, to }) => from.trim() !== '' && to !== '');
  if (complete.length === 0) return null;
  return Object.fromEntries(complete.map(({ from, to }) => [from.trim(), typedValue(to, field)]));
}

/** Values of GoodFunds that name a choice by themselves, so that nothing has to be said of them. */
export function recognisedWords(row: MappingRow, seen: SeenValues | undefined, field: CrmField): string[] {
  const unmatched = new Set(unmatchedWords({ ...row, values: null }, seen, field));
  // Yes and no as such are no words that anybody chose.
  const isWord = (word: SeenValues['words'][number]) => typeof word === 'string' && !unmatched.has(word);
  return (seen?.words ?? []).filter(isWord).map(String);
}

/** The choices to translate into. */
export function translationChoices(
  field: CrmField,
  language: Language,
  words: { yes: string; no: string },
): { value: string; label: string }[] {
  if (field.options.length > 0) {
    return field.options.map((option) => ({
      value: String(option.value),
      label: labelOf(option, language) || String(option.value),
    }));
  }
  if (field.type !== 'BOOLEAN') return [];
  return [
    { value: 'true', label: words.yes },
    { value: 'false', label: words.no },
  ];
}

export function translationProblem(
  lines: readonly TranslationLine[],
  index: number,
  choices: readonly { value: string }[],
): TranslationProblem | null {
  const line = lines[index];
  if (!line || line.from.trim() === '') return null;
  const key = (text: string) => text.trim().normalize('NFC').toLowerCase();
  if (lines.slice(0, index).some(({ from }) => key(from) === key(line.from))) return 'DUPLICATE';
  if (line.to === '') return 'MISSING';
  const known = new Set(choices.map(({ value }) => value));
  return line.to.split(',').every((part) => known.has(part)) ? null : 'GONE';
}

/** Whether values of a GoodFunds field can be translated into this attribute at all. */
export function canTranslate(field: CrmField): boolean {
  return field.type === 'ENUM' || field.type === 'BOOLEAN';
}

function typedValue(value: string, field: CrmField): Values[string] {
  if (field.type === 'BOOLEAN') return value === 'true';
  return field.multiple ? value : Number(value);
}
