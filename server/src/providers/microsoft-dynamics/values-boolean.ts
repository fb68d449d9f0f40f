import type { CrmField, FieldValue } from '@goodfunds/shared';
import type { ConvertedValue } from '../../crm/apply-mapping.ts';
import { normaliseLabel } from '../../crm/option-text.ts';
import { matchOptions, optionLabels } from './values-option-match.ts';

/** Yes or no: by the labels of the attribute's two options first, then by the usual words. */
export function convertBoolean(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  if (typeof value === 'boolean') return { value };
  if (value === 1 || value === 0) return { value: value === 1 };
  const params = { options: optionLabels(field) };
  if (typeof value === 'number') return { failure: { code: 'VALUE_NOT_A_BOOLEAN', params } };
  const [matched, ...others] = matchOptions(value, field.options);
  if (others.length > 0) return { failure: { code: 'OPTION_AMBIGUOUS', params } };
  if (matched !== undefined) return { value: matched };
  const word = WORDS.get(normaliseLabel(value));
  return word === undefined ? { failure: { code: 'VALUE_NOT_A_BOOLEAN', params } } : { value: word };
}

/** German and English, as exports and forms write them. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'ja', 'wahr', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'nein', 'falsch', '0'].map((word) => [word, false] as const),
]);
