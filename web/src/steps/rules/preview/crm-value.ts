import type { CrmField, CrmValue } from '@goodfunds/shared';
import type { Format } from '../../../i18n/format.ts';
import type { Language } from '../../../i18n/language.ts';
import { labelOf } from '../../../integration/labels.ts';

type Speech = { language: Language; format: Format; texts: { common: { yes: string; no: string } } };

/** The most fraction digits that `Intl.NumberFormat` accepts. */
const MOST_DIGITS = 20;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A value as people see it in the CRM: the labels of options, dates and numbers in the locale. `null` for an empty value;
 * the raw value for an unknown attribute.
 */
export function formatCrmValue(value: CrmValue, field: CrmField | undefined, speech: Speech): string | null {
  if (value === null || value === '') return null;
  if (field?.type === 'ENUM') {
    const labels = String(value)
      .split(',')
      .map((option) => optionLabel(Number(option), field, speech) ?? option);
    return speech.format.list(labels);
  }
  if (typeof value === 'boolean') {
    return optionLabel(value, field, speech) ?? (value ? speech.texts.common.yes : speech.texts.common.no);
  }
  if (typeof value === 'number') return speech.format.decimal(value, field?.precision ?? MOST_DIGITS);
  return field?.type === 'DATE' ? formatDate(value, speech.format) : value;
}

function optionLabel(
  value: number | boolean,
  field: CrmField | undefined,
  { language }: Speech,
): string | null {
  const option = field?.options.find((known) => known.value === value);
  return option ? labelOf(option, language) || null : null;
}

function formatDate(value: string, format: Format): string {
  if (ISO_DAY.test(value)) return format.day(value);
  return Number.isNaN(Date.parse(value)) ? value : format.moment(value);
}
