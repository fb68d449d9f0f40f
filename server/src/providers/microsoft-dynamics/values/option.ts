import { type CrmField, type FieldValue, findOptions } from '@goodfunds/shared';
import type { ConvertedValue } from '../../../crm/apply-mapping.ts';
import { optionLabels } from './option-labels.ts';

/** The most options that a multi-select attribute holds. */
const MAX_SELECTED_OPTIONS = 150;

/** The number of an option by its number or a label; several, ascending and joined by commas, where it takes them. */
export function convertOption(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  const found = findOptions(value, field);
  if (typeof found === 'string')
    return { failure: { code: found, params: { options: optionLabels(field) } } };
  const [only] = found;
  if (!field.multiple && only !== undefined) return { value: only };
  const selected = [...new Set(found)].sort((left, right) => left - right);
  if (selected.length > MAX_SELECTED_OPTIONS) {
    const params = { maxOptions: MAX_SELECTED_OPTIONS, actualOptions: selected.length };
    return { failure: { code: 'TOO_MANY_OPTIONS', params } };
  }
  return { value: selected.join(',') };
}
