import type { CrmField, FieldValue } from '@goodfunds/shared';
import type { ConvertedValue } from '../../../crm/apply-mapping.ts';

/**
 * A day (`YYYY-MM-DD`) for a date-only attribute, otherwise an instant in UTC to the second. Accepts days in ISO and
 * German notation, times in ISO notation. A time without an offset is UTC, a day becomes midnight UTC, and a
 * date-only attribute takes the day as it is written, without converting it to UTC.
 */
export function convertDate(value: NonNullable<FieldValue>, field: CrmField): ConvertedValue {
  const read = typeof value === 'string' ? readDate(value.trim()) : null;
  if (read === null) return { failure: { code: 'VALUE_NOT_A_DATE', params: { dateOnly: field.dateOnly } } };
  const instantMs = field.dateOnly ? Date.parse(read.day) : read.instantMs;
  if (instantMs < Date.parse(FIRST_DAY) || instantMs >= Date.parse(LAST_DAY) + DAY_MS) {
    return { failure: { code: 'VALUE_OUT_OF_RANGE', params: { min: FIRST_DAY, max: LAST_DAY } } };
  }
  return { value: field.dateOnly ? read.day : formatInstant(instantMs) };
}

/** UTC without fractions of a second, because SQL Server rounds them. */
export function formatInstant(instantMs: number): string {
  return new Date(Math.floor(instantMs / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** The range of SQL Server's datetime. Dataverse refuses an earlier day with 0x80040239. */
const FIRST_DAY = '1753-01-01';
const LAST_DAY = '9999-12-31';
const DAY_MS = 86_400_000;

type ReadDate = { day: string; instantMs: number };

function readDate(text: string): ReadDate | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (german) return readDay(`${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}`);
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text,
  );
  if (!iso) return null;
  const [, day = '', time, seconds = ':00', offset = 'Z'] = iso;
  const date = readDay(day);
  if (date === null || time === undefined) return date;
  const instantMs = Date.parse(`${day}T${time}${seconds}${isoOffset(offset)}`);
  return Number.isNaN(instantMs) ? null : { day, instantMs };
}

/** `null` for a day that does not exist, such as 31 April. */
function readDay(day: string): ReadDate | null {
  const instantMs = Date.parse(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(instantMs) && new Date(instantMs).toISOString().startsWith(day);
  return exists ? { day, instantMs } : null;
}

function isoOffset(offset: string): string {
  const compact = offset.toUpperCase();
  return compact === 'Z' || compact.includes(':') ? compact : `${compact.slice(0, 3)}:${compact.slice(3)}`;
}
