export type Load = {
  /** Time that all writes together take, one after the other. */
  workMs: number;
  rows: number;
  /** Requests at the same time. */
  parallel: number;
  /** Requests that the call should still get by with. */
  requestsLeft: number;
};

/**
 * Into how many requests of equal length the work is cut: so many that all lanes end together, no request so
 * long that it could outlive a lease, and not more than the call should cost where that is possible.
 */
export function countRequests({ workMs, rows, parallel, requestsLeft }: Load): number {
  const rounds = Math.max(1, Math.ceil(workMs / (parallel * LONGEST_WRITE_MS) - ROUNDING));
  const even = parallel * rounds;
  const frugal = Math.max(1, requestsLeft);
  const isFrugalEnough = workMs <= frugal * LONGEST_WRITE_MS;
  const wanted = even > frugal && isFrugalEnough ? frugal : even;
  return Math.max(1, Math.min(wanted, Math.ceil(rows / LEAST_ROWS)));
}

/** Half of the time-out of a request: what was measured may double meanwhile. */
export const LONGEST_WRITE_MS = 8_000;

/** Besides three finds, so that a thousand contacts cost at most fifteen requests. */
export const WRITE_REQUESTS_A_CALL = 12;

/** Smaller requests cost more than they save. */
export const LEAST_ROWS = 10;

/** Somewhat longer requests are better than one more round. */
const ROUNDING = 0.05;
