/** A process that does not renew its lease for this time loses the drain to another process. */
export const LEASE_MS = 30_000;
/** A lease is renewed this often within its time. */
export const LEASE_RENEWALS = 3;
/** A request starts only while at least this share of the lease is left, which is always true between renewals. */
export const CERTAIN_LEASE_SHARE = 0.6;

/** After this time a drain starts no more batches, so that other integrations get their turn. */
export const TIME_SLICE_MS = 30_000;

/**
 * A batch ends after this time: what was reached is committed, the rest stays pending. One that reached nothing pauses
 * its runs.
 */
export const BATCH_DEADLINE_MS = 120_000;
/** Some slots for drains are kept for integrations that commit a batch within this time. */
export const QUICK_DRAIN_MS = 5_000;

/** On shutdown, HTTP requests can finish within this time. */
export const STOP_REQUESTS_MS = 8_000;
/** On shutdown, the process exits after this time at the latest. */
export const STOP_MS = 15_000;

/** `interactive`: a person waits for the result. `background`: a drain, which can pause and continue later. */
export type RetryProfile = 'interactive' | 'background';

type ByProfile = Readonly<Record<RetryProfile, number>>;

/** One attempt of a request to a CRM. */
export const REQUEST_TIMEOUT_MS: ByProfile = { interactive: 30_000, background: 16_000 };
/** One attempt of a token request. */
export const TOKEN_TIMEOUT_MS = 15_000;
/** The waits between the attempts of a token request. */
export const TOKEN_RETRY_DELAYS_MS: readonly number[] = [300, 900];
/** From the start of a call to the last moment at which it repeats a request. */
export const RETRY_BUDGET_MS: ByProfile = { interactive: 15_000, background: 90_000 };
/** The longest wait before a request is repeated. If the CRM asks for a longer one, the call ends. */
export const MAX_WAIT_MS: ByProfile = { interactive: 1_000, background: 10_000 };
/** A longer `Retry-After` is a mistake of the server: of a 429, and of any other answer. */
export const MAX_RETRY_AFTER_MS = { throttled: 24 * 3_600_000, other: 3_600_000 } as const;
/** No call repeats requests for longer than this. */
export const MAX_CALL_RETRIES_MS = 5 * 60_000;

/** The worst case of each layer that retries within a call, in the order of docs/architecture.md. They add up. */
export function retryLayersMs(profile: RetryProfile): number[] {
  const tokenAttemptsMs = (TOKEN_RETRY_DELAYS_MS.length + 1) * TOKEN_TIMEOUT_MS;
  return [
    RETRY_BUDGET_MS[profile],
    MAX_WAIT_MS[profile],
    sum(TOKEN_RETRY_DELAYS_MS) + tokenAttemptsMs,
    REQUEST_TIMEOUT_MS[profile],
  ];
}

assertLess('a request of a drain, its lease', REQUEST_TIMEOUT_MS.background, LEASE_MS * CERTAIN_LEASE_SHARE);
assertLess('the time between renewals, the uncertain share', LEASE_MS / LEASE_RENEWALS, uncertainLeaseMs());
assertLess('the last attempt of a call, its batch', lastAttemptEndMs(), BATCH_DEADLINE_MS);
assertLess('the retries of a call, their limit', sum(retryLayersMs('background')), MAX_CALL_RETRIES_MS);
assertLess('HTTP requests on shutdown, the shutdown', STOP_REQUESTS_MS, STOP_MS);

function uncertainLeaseMs(): number {
  return LEASE_MS * (1 - CERTAIN_LEASE_SHARE);
}

/** Without the attempts of a token request, which is rarely needed between two attempts. */
function lastAttemptEndMs(): number {
  return RETRY_BUDGET_MS.background + MAX_WAIT_MS.background + REQUEST_TIMEOUT_MS.background;
}

function sum(durationsMs: readonly number[]): number {
  return durationsMs.reduce((total, durationMs) => total + durationMs, 0);
}

function assertLess(what: string, shorterMs: number, longerMs: number): void {
  if (shorterMs >= longerMs) throw new Error(`${what}: ${shorterMs} ms must be less than ${longerMs} ms`);
}
