import { findOptions, readYesNo } from './find-options.ts';
import type { ContactField } from './schemas/contact-field.ts';
import type { CrmField, CrmFieldType } from './schemas/crm-field.ts';
import type { SeenValues } from './schemas/integration.ts';
import type { MappingRow } from './schemas/mapping.ts';
import { translateValue } from './translate-value.ts';

/** How a value could be rejected or lose precision although the field types are compatible. */
export type MappingRisk = {
  /** Whether stored contacts already contain such a value. */
  isSeen: boolean;
} & (
  | { kind: 'TOO_LONG'; maxLength: number; longest: number }
  | { kind: 'NOT_READABLE'; type: Exclude<CrmFieldType, 'STRING' | 'ENUM'> }
  | { kind: 'ROUNDED'; precision: number }
  | { kind: 'OUT_OF_RANGE'; min: number; max: number }
  | { kind: 'TIME_LOST' }
  /** Values that match no option; empty if none were seen. */
  | { kind: 'NO_CHOICE'; words: string[] }
);

/** The risks of one mapping row. A value that does not fit fails its contact; values are never truncated. */
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

/** The stored values of the field that match no option of the attribute. */
export function unmatchedWords(row: MappingRow, seen: SeenValues | undefined, field: CrmField): string[] {
  const matchesNone = (word: SeenValues['words'][number]): boolean => {
    const value = translateValue(word, row.values ?? {}, field.multiple);
    if (value === null || value === '') return false;
    return (
      typeof (field.type === 'BOOLEAN' ? readYesNo(value, field) : findOptions(value, field)) === 'string'
    );
  };
  return (seen?.words ?? []).filter(matchesNone).map(String);
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
 * The maximum length of a value as text. E-mails are limited by RFC 5321, section 4.5.3.1; GoodFunds limits no other
 * text.
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

/** Contacts hardly ever contain numbers outside a wider range. */
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
  // All seen values match an option, or the type guarantees that they do.
  if ((seen?.words.length ?? 0) > 0 || type === field.type) return [];
  return [{ kind: 'NO_CHOICE', words: [], isSeen: false }];
}
