/** The parsed JSON of a body, or `undefined` if it is not JSON, such as the HTML of a gateway. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

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

const MIN_RETRY_AFTER_MS = 1_000;

/** Fractions of seconds are not in the standard, but harmless. */
function requestedMs(value: string, nowMs: number): number {
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  return /[a-z]/i.test(value) ? Date.parse(value) - nowMs : Number.NaN;
}
