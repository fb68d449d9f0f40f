import type { CrmField, ErrorCode, FieldValue } from '@goodfunds/shared';
import type { ConvertedValue } from '../../crm/apply-mapping.ts';
import { splitOptionText } from '../../crm/option-text.ts';
import { matchOptions, optionLabels } from './values-option-match.ts';

/** The most options that a multi-select attribute holds. */
const MAX_SELECTED_OPTIONS = 150;

/** The number of an option by its number or a label; several, ascending and joined by commas, where it takes them. */
export function convertOption(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  const found = field.multiple ? findOptions(String(value), field) : findOption(value, field);
  if (typeof found === 'string')
    return { failure: { code: found, params: { options: optionLabels(field) } } };
  if (typeof found === 'number') return { value: found };
  const selected = [...new Set(found)].sort((left, right) => left - right);
  if (selected.length > MAX_SELECTED_OPTIONS) {
    const params = { maxOptions: MAX_SELECTED_OPTIONS, actualOptions: selected.length };
    return { failure: { code: 'TOO_MANY_OPTIONS', params } };
  }
  return { value: selected.join(',') };
}

type OptionRefusal = Extract<ErrorCode, 'OPTION_UNKNOWN' | 'OPTION_AMBIGUOUS'>;

/** The whole text may be one label, whatever stands in it; else each part of it, and again each part of that. */
function findOptions(text: string, field: CrmField): number[] | OptionRefusal {
  const whole = findOption(text, field);
  if (typeof whole === 'number') return [whole];
  const parts = splitOptionText(text);
  if (parts.length < 2 || whole === 'OPTION_AMBIGUOUS') return whole;
  const found: number[] = [];
  for (const part of parts) {
    const options = findOptions(part, field);
    if (typeof options === 'string') return options;
    found.push(...options);
  }
  return found;
}

function findOption(value: NonNullable<FieldValue>, field: CrmField): number | OptionRefusal {
  const isKnown = (number: number): boolean => field.options.some((option) => option.value === number);
  if (typeof value === 'number') return isKnown(value) ? value : 'OPTION_UNKNOWN';
  const labels = typeof value === 'boolean' ? WORDS_FOR[value ? 'yes' : 'no'] : [value];
  const byLabel = labels.flatMap((label) => matchOptions(label, field.options));
  const byNumber = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? [Number(value)] : [];
  const candidates = new Set([...byLabel, ...byNumber.filter(isKnown)]);
  const [only, ...others] = candidates;
  if (typeof only !== 'number') return 'OPTION_UNKNOWN';
  return others.length > 0 ? 'OPTION_AMBIGUOUS' : only;
}

/** How the labels of a yes-or-no choice read when it is kept as an ENUM. */
const WORDS_FOR = { yes: ['true', 'yes', 'ja'], no: ['false', 'no', 'nein'] };
