import type { CrmField } from '../schemas/crm-field.ts';

/** A mappable text attribute with the given overrides. */
export function crmField(overrides: Partial<CrmField> = {}): CrmField {
  return {
    attribute: 'lastname',
    label: overrides.attribute ?? 'Last Name',
    labels: {},
    description: null,
    type: 'STRING',
    crmType: 'String',
    maxLength: null,
    minValue: null,
    maxValue: null,
    precision: null,
    dateOnly: false,
    multiple: false,
    options: [],
    hasDefault: false,
    required: 'NONE',
    creatable: true,
    updatable: true,
    secured: false,
    custom: false,
    mappable: true,
    unmappableReason: null,
    ...overrides,
  };
}

export function byAttribute(...fields: CrmField[]): Map<string, CrmField> {
  return new Map(fields.map((field) => [field.attribute, field]));
}
