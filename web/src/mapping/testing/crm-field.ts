import type { CrmField } from '@goodfunds/shared';

/** A text attribute that can be mapped, but for what is given. */
export function crmField(change: Partial<CrmField> & { attribute: string }): CrmField {
  return {
    label: change.attribute,
    labels: {},
    description: null,
    type: 'STRING',
    crmType: 'String',
    maxLength: 100,
    minValue: null,
    maxValue: null,
    precision: null,
    dateOnly: false,
    multiple: false,
    options: [],
    required: 'NONE',
    creatable: true,
    updatable: true,
    secured: false,
    custom: false,
    mappable: true,
    unmappableReason: null,
    ...change,
  };
}
