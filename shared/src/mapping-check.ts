import { CONTACT_FIELDS, isStandardContactField } from './contact-field.ts';
import type { ErrorCode } from './error-codes.ts';
import { normaliseLabel } from './option-text.ts';
import type { CrmField, CrmFieldType } from './schemas/crm-field.ts';
import type { ErrorParams } from './schemas/failure.ts';
import type { Mapping, MappingRow } from './schemas/mapping.ts';

export type MappingProblem = {
  /** The attribute of the invalid row, or the required attribute that has no row. */
  attribute: string;
  code: ErrorCode;
  params: ErrorParams;
  /** A mapping with a BLOCKING problem cannot be saved. */
  severity: 'BLOCKING' | 'WARNING';
};

/** Checks a mapping against the discovered attributes. Without BLOCKING problems it can be saved. */
export function checkMapping(mapping: Mapping, crmFields: readonly CrmField[]): MappingProblem[] {
  const byAttribute = new Map(crmFields.map((field) => [field.attribute, field]));
  const rows = Object.entries(mapping).flatMap(([attribute, row]) =>
    checkRow(attribute, row, byAttribute.get(attribute)),
  );
  const missing = crmFields
    .filter((field) => field.mappable && !Object.hasOwn(mapping, field.attribute))
    .flatMap(checkUnmapped);
  return [...rows, ...missing];
}

/** Whether values of a GoodFunds field type can be converted to an attribute type. */
export function canConvert(fieldType: CrmFieldType, attributeType: CrmFieldType): boolean {
  return (
    fieldType === attributeType || fieldType === 'STRING' || CONVERTIBLE[fieldType].includes(attributeType)
  );
}

const CONVERTIBLE: Record<CrmFieldType, readonly CrmFieldType[]> = {
  STRING: ['STRING', 'NUMBER', 'DATE', 'BOOLEAN', 'ENUM'],
  NUMBER: ['STRING', 'NUMBER', 'ENUM', 'BOOLEAN'],
  DATE: ['STRING', 'DATE'],
  BOOLEAN: ['STRING', 'BOOLEAN', 'ENUM', 'NUMBER'],
  ENUM: ['STRING', 'ENUM', 'NUMBER'],
};

function checkRow(attribute: string, row: MappingRow, field: CrmField | undefined): MappingProblem[] {
  const blocking = (code: ErrorCode, params: ErrorParams = {}): MappingProblem[] => [
    { attribute, code, params: { attribute, field: row.field, ...params }, severity: 'BLOCKING' },
  ];
  if (!field) return blocking('ATTRIBUTE_UNKNOWN');
  if (field.unmappableReason === 'SECURED') return blocking('ATTRIBUTE_SECURED');
  if (!field.mappable)
    return blocking('ATTRIBUTE_NOT_WRITABLE', { reason: field.unmappableReason ?? 'READ_ONLY' });
  if (isStandardContactField(row.field) && !canConvert(CONTACT_FIELDS[row.field], field.type)) {
    return blocking('TYPE_IMPOSSIBLE', { fieldType: CONTACT_FIELDS[row.field], attributeType: field.type });
  }
  if (row.strategy === 'UPDATE_IF_STRICTER' && field.type !== 'BOOLEAN') {
    return blocking('STRATEGY_IMPOSSIBLE', { attributeType: field.type });
  }
  const removed = removedOptions(row, field);
  return removed.length > 0 ? blocking('OPTION_REMOVED', { options: removed }) : [];
}

/** Targets of the row's value translation that no longer exist as an option. */
function removedOptions(row: MappingRow, field: CrmField): string[] {
  if (field.type !== 'ENUM' || !row.values) return [];
  const known = new Set(
    field.options
      .flatMap((option) => [String(option.value), option.label, ...Object.values(option.labels)])
      .map(normaliseLabel),
  );
  const isKnown = (target: string): boolean => target === '' || known.has(target);
  return Object.values(row.values)
    .map((target) => normaliseLabel(String(target)))
    .flatMap((target) => (isKnown(target) ? [] : target.split(/[,;|\r\n]+/).map(normaliseLabel)))
    .filter((target) => !isKnown(target));
}

function checkUnmapped(field: CrmField): MappingProblem[] {
  const problem = (code: ErrorCode, severity: MappingProblem['severity']): MappingProblem[] => [
    { attribute: field.attribute, code, params: { attribute: field.attribute }, severity },
  ];
  if (field.required === 'SYSTEM' && field.creatable) {
    return problem('REQUIRED_ATTRIBUTE_WITHOUT_SOURCE', 'BLOCKING');
  }
  return field.required === 'APPLICATION' ? problem('REQUIRED_ATTRIBUTE_WITHOUT_SOURCE', 'WARNING') : [];
}
