import {
  type Contact,
  type CrmField,
  type CrmValue,
  type Failure,
  type FieldValue,
  isPossibleEmail,
  type Mapping,
  type MappingRow,
  normaliseEmail,
  ownProperty,
  readContactField,
  translateValue,
} from '@goodfunds/shared';
import { isBlank } from './crm-value.ts';

/** Converts a non-blank value to the discovered type of its attribute. Each provider has its own. */
export type ConvertValue = (value: NonNullable<FieldValue>, field: CrmField) => ConvertedValue;
export type ConvertedValue = { value: CrmValue } | { failure: Failure };

export type ApplyMappingInput = {
  contact: Contact;
  mapping: Mapping;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  convertValue: ConvertValue;
  /** Attributes whose value the CRM has refused. */
  refused?: ReadonlyMap<string, Failure>;
};

export type MappedContact = {
  /** Converted values by attribute, without those of blank fields. */
  values: Record<string, CrmValue>;
  /** One for each refused value, with `attribute`, `field` and the limit; never the value. */
  failures: Failure[];
  /** Application-required attributes without a value, for a new CRM contact. */
  warnings: Failure[];
  /** System-required attributes without a value: the CRM refuses to create such a contact. */
  failuresOnCreate: Failure[];
};

/** Reads the mapped fields of a contact, and translates and converts them for the CRM. */
export function applyMapping(input: ApplyMappingInput): MappedContact {
  const values: Record<string, CrmValue> = {};
  const failures: Failure[] = [];
  for (const [attribute, row] of Object.entries(input.mapping)) {
    const converted = convertRow(attribute, row, input);
    if ('failure' in converted) failures.push(converted.failure);
    else if (!isBlank(converted.value)) values[attribute] = converted.value;
  }
  const required = checkRequiredValues(values, input.fieldsByAttribute.values());
  return { values, failures, ...required };
}

function convertRow(attribute: string, row: MappingRow, input: ApplyMappingInput): ConvertedValue {
  const field = input.fieldsByAttribute.get(attribute);
  if (!field) return refused({ code: 'ATTRIBUTE_UNKNOWN', params: {} }, attribute, row);
  const read = readContactField(input.contact, row.field);
  if (isBlank(read)) return { value: null };
  const refusal = input.refused?.get(attribute);
  if (refusal) return refused(refusal, attribute, row);
  if (row.field === 'email' && isMalformedEmail(input.contact)) {
    return refused({ code: 'INVALID_EMAIL', params: {} }, attribute, row);
  }
  const value = translateValue(read, row.values ?? {}, field.multiple);
  if (isBlank(value)) return { value: null };
  const converted = input.convertValue(value, field);
  return 'failure' in converted ? refused(converted.failure, attribute, row) : converted;
}

function isMalformedEmail(contact: Contact): boolean {
  const email = normaliseEmail(contact.email);
  return email !== null && !isPossibleEmail(email);
}

function refused(failure: Failure, attribute: string, row: MappingRow): ConvertedValue {
  return { failure: { code: failure.code, params: { ...failure.params, attribute, field: row.field } } };
}

/**
 * Required attributes without a value, mapped or not. The CRM enforces system-required attributes. Application-required
 * ones are enforced only in its forms, so they are a warning.
 */
function checkRequiredValues(
  values: Readonly<Record<string, CrmValue>>,
  fields: Iterable<CrmField>,
): { warnings: Failure[]; failuresOnCreate: Failure[] } {
  const warnings: Failure[] = [];
  const failuresOnCreate: Failure[] = [];
  for (const { required, mappable, creatable, attribute } of fields) {
    if (required !== 'APPLICATION' && required !== 'SYSTEM') continue;
    if (!mappable || !creatable || !isBlank(ownProperty(values, attribute) ?? null)) continue;
    const failures = required === 'SYSTEM' ? failuresOnCreate : warnings;
    failures.push({ code: 'REQUIRED_VALUE_MISSING', params: { attribute } });
  }
  return { warnings, failuresOnCreate };
}
