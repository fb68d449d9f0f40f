import { findOptions, readYesNo } from './find-options.ts';
import type { ContactField } from './schemas/contact-field.ts';
import type { CrmField, CrmFieldType } from './schemas/crm-field.ts';
import type { SeenValues } from './schemas/integration.ts';
import type { MappingRow } from './schemas/mapping.ts';
import { translateValue } from './translate-value.ts';

/** How a value can be refused or lose something on its way, though the two fields go together. */
export type MappingRisk = {
  /** Whether stored contacts show that it will happen, and not only that it can. */
  isSeen: boolean;
} & (
  | { kind: 'TOO_LONG'; maxLength: number; longest: number }
  | { kind: 'NOT_READABLE'; type: Exclude<CrmFieldType, 'STRING' | 'ENUM'> }
  | { kind: 'ROUNDED'; precision: number }
  | { kind: 'OUT_OF_RANGE'; min: number; max: number }
  | { kind: 'TIME_LOST' }
  /** Values that name no choice: all that were seen, or none where nothing is known of them. */
  | { kind: 'NO_CHOICE'; words: string[] }
);

/** What can go wrong with the values of one row. A value that does not fit fails its contact; nothing is cut. */
export function mappingRisks(
  row: MappingRow,
  source: ContactField,
  seen: SeenValues | undefined,
  field: CrmField,
): MappingRisk[] {
  switch (field.type) {
    case 'STRING':
      return textRisks(source, seen, field);
    case 'NUMBER':
      return numberRisks(source, field);
    case 'DATE':
      return dateRisks(source, field);
    case 'BOOLEAN':
    case 'ENUM':
      return choiceRisks(row, source, seen, field);
  }
}

/** The words of the field's stored values that this row would refuse, because they name no choice. */
export function unmatchedWords(row: MappingRow, seen: SeenValues | undefined, field: CrmField): string[] {
  const isRefused = (word: SeenValues['words'][number]): boolean => {
    const value = translateValue(word, row.values ?? {}, field.multiple);
    if (value === null || value === '') return false;
    return (
      typeof (field.type === 'BOOLEAN' ? readYesNo(value, field) : findOptions(value, field)) === 'string'
    );
  };
  return (seen?.words ?? []).filter(isRefused).map(String);
}

function textRisks(
  source: ContactField,
  seen: SeenValues | undefined,
  { maxLength }: CrmField,
): MappingRisk[] {
  if (maxLength === null || maxLength >= possibleLength(source)) return [];
  const longest = seen?.longest ?? 0;
  return [{ kind: 'TOO_LONG', maxLength, longest, isSeen: longest > maxLength }];
}

/**
 * The most characters that a value can have: an e-mail by RFC 5321, section 4.5.3.1; a number, a day and yes or no by
 * how they are written. GoodFunds limits no other field.
 */
function possibleLength({ field, type }: ContactField): number {
  if (field === 'email') return 254;
  return type === 'STRING' || type === 'ENUM' ? Number.POSITIVE_INFINITY : WRITTEN_LENGTHS[type];
}

const WRITTEN_LENGTHS = { NUMBER: 24, DATE: 10, BOOLEAN: 5 };

function numberRisks({ type }: ContactField, { precision, minValue, maxValue }: CrmField): MappingRisk[] {
  if (type === 'BOOLEAN') return [];
  const risks: MappingRisk[] = [];
  if (type === 'STRING') risks.push({ kind: 'NOT_READABLE', type: 'NUMBER', isSeen: false });
  if (precision !== null) risks.push({ kind: 'ROUNDED', precision, isSeen: false });
  if (minValue !== null && maxValue !== null && Math.max(-minValue, maxValue) < NARROW) {
    risks.push({ kind: 'OUT_OF_RANGE', min: minValue, max: maxValue, isSeen: false });
  }
  return risks;
}

/** Beyond a million a range hardly keeps anything out that a contact has. */
const NARROW = 1_000_000;

function dateRisks({ type }: ContactField, { dateOnly }: CrmField): MappingRisk[] {
  if (type === 'DATE') return [];
  const unreadable: MappingRisk = { kind: 'NOT_READABLE', type: 'DATE', isSeen: false };
  return dateOnly ? [unreadable, { kind: 'TIME_LOST', isSeen: false }] : [unreadable];
}

function choiceRisks(
  row: MappingRow,
  { type }: ContactField,
  seen: SeenValues | undefined,
  field: CrmField,
): MappingRisk[] {
  const words = unmatchedWords(row, seen, field);
  if (words.length > 0) return [{ kind: 'NO_CHOICE', words, isSeen: true }];
  // All that there is names a choice, or the field can hold nothing else.
  if ((seen?.words.length ?? 0) > 0 || type === field.type) return [];
  return [{ kind: 'NO_CHOICE', words: [], isSeen: false }];
}
