import {
  type CrmField,
  type CrmValue,
  type FieldValue,
  isPossibleEmail,
  normaliseEmail,
  toNfc,
} from '@goodfunds/shared';

/** Null, undefined or blank text, of GoodFunds or the CRM. */
export function isBlank(value: FieldValue | undefined): value is null | undefined | '' {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/**
 * Compares text trimmed, in NFC and with unified line ends; e-mails without case; numbers at the attribute's precision;
 * dates as days where the attribute is date-only, otherwise to the second; options in any order.
 */
export function isSameValue(left: CrmValue, right: CrmValue, field: CrmField): boolean {
  return left === right || canonicalValue(left, field) === canonicalValue(right, field);
}

/** The same for values that are the same, and only for those; `null` for a blank one. */
export function canonicalValue(value: CrmValue, field: CrmField): string | number | boolean | null {
  if (isBlank(value)) return null;
  if (typeof value === 'number') return atPrecision(value, field.precision);
  return typeof value === 'string' ? canonicalText(value, field) : value;
}

/** Rounds to `precision` decimals; `null` does not round. Never returns -0. */
export function atPrecision(value: number, precision: number | null): number {
  const rounded = precision === null || Math.abs(value) >= 1e21 ? value : Number(value.toFixed(precision));
  return rounded === 0 ? 0 : rounded;
}

function canonicalText(text: string, field: CrmField): string {
  if (field.type === 'DATE') return canonicalDate(text, field.dateOnly);
  if (field.type === 'ENUM' && field.multiple) return canonicalOptions(text);
  const plain = toNfc(text.trim()).replace(/\r\n?/g, '\n');
  const email = plain.includes('@') ? normaliseEmail(plain) : null;
  return email !== null && isPossibleEmail(email) ? email : plain;
}

function canonicalDate(text: string, dateOnly: boolean): string {
  if (dateOnly) return text.trim().slice(0, 10);
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? text.trim() : String(Math.floor(instant / 1000));
}

function canonicalOptions(text: string): string {
  const options = new Set(text.split(',').map((part) => part.trim()));
  return [...options]
    .filter((option) => option !== '')
    .sort()
    .join(',');
}
