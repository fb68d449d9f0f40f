import { type CrmField, type FieldValue, readYesNo } from '@goodfunds/shared';
import type { ConvertedValue } from '../../../crm/apply-mapping.ts';
import { optionLabels } from './option-labels.ts';

/** Yes or no. */
export function convertBoolean(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  const read = readYesNo(value, field);
  return typeof read === 'boolean'
    ? { value: read }
    : { failure: { code: read, params: { options: optionLabels(field) } } };
}
