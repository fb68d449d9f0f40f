import {
  type Contact,
  type CrmField,
  type CrmValue,
  type Failure,
  type FieldValue,
  type Mapping,
  type MappingRow,
  readContactField,
  translateValue,
} from '@goodfunds/shared';
import { isBlank } from './crm-value.ts';
import { checkRequiredValues } from './required-values.ts';

/** A provider's conversion of one value that is not blank, by the discovered type of its attribute. */
export type ConvertValue = (value: NonNullable<FieldValue>, field: CrmField) => ConvertedValue;
export type ConvertedValue = { value: CrmValue } | { failure: Failure };

export type ApplyMappingInput = {
  contact: Contact;
  mapping: Mapping;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  convertValue: ConvertValue;
};

export type MappedContact = {
  /** Converted values by attribute. An attribute whose field is blank is missing. */
  values: Record<string, CrmValue>;
  /** Every value that was refused, with `attribute`, `field` and what is allowed; never the value. */
  failures: Failure[];
  /** Application-required attributes without a value. They matter where a CRM contact is created. */
  warnings: Failure[];
  /** System-required attributes without a value: the CRM refuses to create a contact like that. */
  failuresOnCreate: Failure[];
};

/** Reads a contact's fields by the mapping, translates and converts them for the CRM. */
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
  const value = translateValue(read, row.values ?? {}, field.multiple);
  if (isBlank(value)) return { value: null };
  const converted = input.convertValue(value, field);
  return 'failure' in converted ? refused(converted.failure, attribute, row) : converted;
}

function refused(failure: Failure, attribute: string, row: MappingRow): ConvertedValue {
  return { failure: { code: failure.code, params: { ...failure.params, attribute, field: row.field } } };
}
