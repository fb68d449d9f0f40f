import type { CrmField, ErrorParams, FieldValue } from '@goodfunds/shared';
import type { ConvertedValue } from '../../../crm/apply-mapping.ts';
import { atPrecision } from '../../../crm/crm-value.ts';
import { readNumber } from './number-text.ts';

/** A number within the attribute's range, rounded to its precision; whole where it takes whole numbers only. */
export function convertNumber(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  const whole = WHOLE_TYPES.has(field.crmType);
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

/** Fractions are rounded away where an attribute has a precision of 0, but refused where it is of these types. */
const WHOLE_TYPES: ReadonlySet<string> = new Set(['Integer', 'BigInt']);

function lowest({ minValue }: CrmField): number {
  return Math.max(minValue ?? -Infinity, -Number.MAX_SAFE_INTEGER);
}

function highest({ maxValue }: CrmField): number {
  return Math.min(maxValue ?? Infinity, Number.MAX_SAFE_INTEGER);
}

function range(field: CrmField): ErrorParams {
  return { min: lowest(field), max: highest(field) };
}
