import type { CrmField, ErrorParams, FieldValue } from '@goodfunds/shared';
import type { ConvertedValue } from '../../../crm/apply-mapping.ts';
import { atPrecision } from '../../../crm/crm-value.ts';

/** A number within the attribute's range, rounded to its precision. Attributes for whole numbers refuse fractions. */
export function convertNumber(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  const whole = WHOLE_NUMBER_TYPES.has(field.crmType);
  const number = typeof value === 'string' ? readNumber(value, whole) : Number(value);
  if (number === null || !Number.isFinite(number) || (whole && !Number.isInteger(number))) {
    return { failure: { code: 'VALUE_NOT_A_NUMBER', params: { ...range(field), wholeNumber: whole } } };
  }
  const rounded = atPrecision(number, field.precision);
  if (rounded < lowest(field) || rounded > highest(field)) {
    return { failure: { code: 'VALUE_OUT_OF_RANGE', params: range(field) } };
  }
  return { value: rounded };
}

/** A precision of 0 alone is no reason to refuse a fraction: it is rounded. */
const WHOLE_NUMBER_TYPES: ReadonlySet<string> = new Set(['Integer', 'BigInt']);

/**
 * Reads German or English notation. Returns `null` for text that is not a number, and for text that could be two
 * numbers, such as `1.234`. For whole numbers `1.234` is not ambiguous, but `1.000` is.
 */
function readNumber(text: string, wholeOnly: boolean): number | null {
  const withAsciiMinus = text.trim().replace(/\u2212/g, '-');
  const match = /^([+-]?)([\d.,'\u2019\s]*\d)$/.exec(withAsciiMinus);
  if (!match) return null;
  const [, sign = '', digits = ''] = match;
  const magnitudes = new Set(
    interpretations(digits).filter((value) => !wholeOnly || Number.isInteger(value)),
  );
  const [magnitude, ...others] = magnitudes;
  if (magnitude === undefined || others.length > 0) return null;
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** Every number the digits can mean, depending on which character separates the decimals. */
function interpretations(digits: string): number[] {
  return DECIMAL_SEPARATORS.flatMap((decimal) => {
    const [whole = '', fraction, ...rest] = decimal === null ? [digits] : digits.split(decimal);
    if (decimal !== null && (fraction === undefined || rest.length > 0 || !/^\d+$/.test(fraction))) return [];
    const plain = removeGrouping(whole, decimal);
    return plain === null ? [] : [Number(`${plain === '' ? '0' : plain}.${fraction ?? '0'}`)];
  });
}

const DECIMAL_SEPARATORS = [null, '.', ','] as const;

/** Plain digits, or groups of three after a group of one to three that does not begin with 0; else `null`. */
function removeGrouping(whole: string, decimal: string | null): string | null {
  if (/^\d+$/.test(whole) || (whole === '' && decimal !== null)) return whole;
  const grouped = /^[1-9]\d{0,2}(?:([.,'\u2019\s])\d{3})(?:\1\d{3})*$/.exec(whole);
  return grouped && grouped[1] !== decimal ? whole.replace(/\D/g, '') : null;
}

function lowest({ minValue }: CrmField): number {
  return Math.max(minValue ?? -Infinity, -Number.MAX_SAFE_INTEGER);
}

function highest({ maxValue }: CrmField): number {
  return Math.min(maxValue ?? Infinity, Number.MAX_SAFE_INTEGER);
}

function range(field: CrmField): ErrorParams {
  return { min: lowest(field), max: highest(field) };
}
