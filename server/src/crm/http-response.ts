/**
 * The milliseconds that `Retry-After` asks to wait, given in seconds or as a date, from a second up to `maxMs`. Any
 * other value is a mistake of the server and, like none, `null`: the caller's own backoff applies.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function readRetryAfter(
  headers: Readonly<Record<string, string>>,
  nowMs: number,
  maxMs: number,
): number | null {
  const waitMs = requestedMs(headers['retry-after']?.trim() ?? '', nowMs);
  return waitMs >= MIN_RETRY_AFTER_MS && waitMs <= maxMs ? waitMs : null;
}

/** The host that a redirect leads to, for the message of REDIRECTED. */
export function readRedirect(headers: Readonly<Record<string, string>>): { host?: string } {
  const location = headers['location'] ?? '';
  const host = URL.canParse(location) ? new URL(location).host : '';
  return host === '' || host.length > MAX_HOST_LENGTH ? {} : { host };
}

const MAX_HOST_LENGTH = 255;

const MIN_RETRY_AFTER_MS = 1_000;

/** Fractions of seconds are not in the standard, but harmless. */
function requestedMs(value: string, nowMs: number): number {
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  return /[a-z]/i.test(value) ? Date.parse(value) - nowMs : Number.NaN;
}
