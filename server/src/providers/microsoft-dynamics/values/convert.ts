import { type CrmField, type FieldValue, findOptions, readYesNo, toNfc } from '@goodfunds/shared';
import type { ConvertedValue, ConvertValue } from '../../../crm/apply-mapping.ts';
import { convertDate } from './date.ts';
import { convertNumber } from './number.ts';

/**
 * Converts a GoodFunds value to the form Dataverse accepts for the attribute, or returns a failure that states what
 * is allowed. Nothing is shortened or guessed: an ambiguous value is refused.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-properties
 */
export const convertValue: ConvertValue = (value, field) => CONVERTERS[field.type](value, field);

const CONVERTERS: Readonly<Record<CrmField['type'], ConvertValue>> = {
  STRING: convertText,
  NUMBER: convertNumber,
  BOOLEAN: convertBoolean,
  DATE: convertDate,
  ENUM: convertOption,
};

/** Trimmed, in NFC, with line feeds as line ends. Dataverse counts the length in UTF-16 code units. */
function convertText(value: NonNullable<FieldValue>, { maxLength }: CrmField): ConvertedValue {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { failure: { code: 'VALUE_NOT_TEXT', params: {} } };
  }
  const text = toNfc(String(value).trim()).replace(/\r\n?/g, '\n');
  if (ILLEGAL_CHARACTERS.test(text) || !text.isWellFormed()) {
    return { failure: { code: 'ILLEGAL_CHARACTERS', params: {} } };
  }
  if (maxLength !== null && text.length > maxLength) {
    return { failure: { code: 'VALUE_TOO_LONG', params: { maxLength, actualLength: text.length } } };
  }
  return { value: text };
}

/** XML 1.0 cannot carry these, so Dataverse refuses them with 0x80040278. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const ILLEGAL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function convertBoolean(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  const read = readYesNo(value, field);
  return typeof read === 'boolean'
    ? { value: read }
    : { failure: { code: read, params: { options: optionLabels(field) } } };
}

/** The number of the option; for a multi-select attribute all numbers, ascending and joined by commas. */
function convertOption(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
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

/** Dataverse's limit for a multi-select attribute. */
const MAX_SELECTED_OPTIONS = 150;

function optionLabels({ options }: CrmField): string[] {
  return options.slice(0, MAX_LISTED_LABELS).map((option) => option.label);
}

/** More would not be read, and a response must stay small. */
const MAX_LISTED_LABELS = 100;
