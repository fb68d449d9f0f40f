import type { CrmField, FieldValue } from '@goodfunds/shared';
import type { ConvertedValue } from '../../../crm/apply-mapping.ts';

/**
 * Text without blanks at its ends, in NFC and with line feeds as line ends. Lengths are counted in UTF-16 code
 * units, as Dataverse counts them.
 */
export function convertText(value: NonNullable<FieldValue>, { maxLength }: CrmField): ConvertedValue {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { failure: { code: 'VALUE_NOT_TEXT', params: {} } };
  }
  const text = String(value).trim().normalize('NFC').replace(/\r\n?/g, '\n');
  if (ILLEGAL.test(text) || !text.isWellFormed()) {
    return { failure: { code: 'ILLEGAL_CHARACTERS', params: {} } };
  }
  if (maxLength !== null && text.length > maxLength) {
    return { failure: { code: 'VALUE_TOO_LONG', params: { maxLength, actualLength: text.length } } };
  }
  return { value: text };
}

/** What XML 1.0 cannot carry, which is what Dataverse refuses as 0x80040278. Tab and line ends are fine. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
