/**
 * How long `Retry-After` asks to wait from now on, in milliseconds; `null` if it is missing or unreadable. It may
 * be seconds or a date (RFC 9110, section 10.2.3). Fractions of seconds are not in the standard, but harmless.
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  const atMs = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
