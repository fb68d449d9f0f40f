import {
  type CrmField,
  type CrmFieldType,
  canConvert,
  type Mapping,
  ownProperty,
  toNfd,
} from '@goodfunds/shared';
import type { Language } from '../../../i18n/language.ts';
import { labelOf } from '../../../integration/labels.ts';

export type Obstacle =
  | { kind: 'UNMAPPABLE'; reason: NonNullable<CrmField['unmappableReason']> }
  | { kind: 'TAKEN'; field: string }
  | { kind: 'WRONG_TYPE'; type: CrmFieldType };

export type AttributeOption = { field: CrmField; label: string; obstacle: Obstacle | null };

type OptionsInput = {
  crmFields: readonly CrmField[];
  mapping: Mapping;
  /** The attribute of the row that is being edited, which can keep it. */
  current: string | null;
  sourceType: CrmFieldType;
  language: Language;
};

/** Every attribute by label; those that can be chosen come first. */
export function attributeOptions(input: OptionsInput): AttributeOption[] {
  const collator = new Intl.Collator(input.language);
  return input.crmFields
    .map((field) => ({
      field,
      label: labelOf(field, input.language) || field.attribute,
      obstacle: obstacleOf(field, input),
    }))
    .sort(
      (a, b) =>
        Number(a.obstacle !== null) - Number(b.obstacle !== null) || collator.compare(a.label, b.label),
    );
}

/** The searched texts in their comparable form, prepared once for all keystrokes. */
export type AttributeIndex = readonly IndexedOption[];

export function indexAttributes(options: readonly AttributeOption[]): AttributeIndex {
  return options.map((option) => ({
    option,
    label: fold(option.label),
    name: fold(option.field.attribute),
    description: fold(option.field.description ?? ''),
  }));
}

/** The options that match every word of the query by label, logical name or description; best match first. */
export function searchAttributes(index: AttributeIndex, query: string): AttributeOption[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return index.map(({ option }) => option);
  return index
    .flatMap((entry) => {
      const scores = words.map((word) => scoreWord(entry, word));
      return scores.some((score) => score === 0) ? [] : [{ entry, score: Math.min(...scores) }];
    })
    .sort((a, b) => rank(b) - rank(a))
    .map(({ entry }) => entry.option);
}

type IndexedOption = { option: AttributeOption; label: string; name: string; description: string };

function obstacleOf(field: CrmField, { mapping, current, sourceType }: OptionsInput): Obstacle | null {
  if (!field.mappable) return { kind: 'UNMAPPABLE', reason: field.unmappableReason ?? 'READ_ONLY' };
  const row = ownProperty(mapping, field.attribute);
  if (row && field.attribute !== current) return { kind: 'TAKEN', field: row.field };
  return canConvert(sourceType, field.type) ? null : { kind: 'WRONG_TYPE', type: field.type };
}

function rank({ entry, score }: { entry: IndexedOption; score: number }): number {
  return score + (entry.option.obstacle === null ? 100 : 0);
}

function scoreWord({ label, name, description }: IndexedOption, word: string): number {
  if (label === word || name === word) return 6;
  if (label.startsWith(word)) return 5;
  if (name.startsWith(word)) return 4;
  if (label.includes(word)) return 3;
  if (name.includes(word)) return 2;
  return description.includes(word) ? 1 : 0;
}

function fold(text: string): string {
  return toNfd(text)
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
