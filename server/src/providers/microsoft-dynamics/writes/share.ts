export type Load = {
  /** Time that the writes which wait take one after the other. */
  workMs: number;
  /** How long each of the other lanes is still taken. */
  lanesMs: readonly number[];
  /** What others will need of the lanes before this work is done. */
  reservedMs: number;
  /** Requests with which the call should still get by. */
  requestsLeft: number;
};

/**
 * How long the next request should be: as long as it takes for all lanes to become free together when nothing
 * waits any more; no request so long that it could outlive a lease, and not more of them than a call should cost
 * where that is possible.
 */
export function shareMs({ workMs, lanesMs, reservedMs, requestsLeft }: Load): number {
  const levelMs = waterLevel(workMs + reservedMs, [0, ...lanesMs]);
  const rounds = Math.max(1, Math.ceil(levelMs / LONGEST_WRITE_MS - ROUNDING));
  const frugalMs = workMs / Math.max(1, requestsLeft);
  return Math.max(levelMs / rounds, frugalMs <= LONGEST_WRITE_MS ? frugalMs : 0);
}

/** Half of the time-out of a request: what was measured may double meanwhile. */
export const LONGEST_WRITE_MS = 8_000;

/** Besides three finds, so that a thousand contacts cost at most fifteen requests. */
export const WRITE_REQUESTS_A_CALL = 12;

/** Somewhat longer requests are better than one more round. */
const ROUNDING = 0.05;

/** To where vessels of unequal filling are full when so much more is poured in. */
function waterLevel(amount: number, fillings: readonly number[]): number {
  const ascending = fillings.toSorted((left, right) => left - right);
  let poured = amount;
  let level = 0;
  for (const [index, filling] of ascending.entries()) {
    const next = ascending[index + 1] ?? Number.POSITIVE_INFINITY;
    const vessels = index + 1;
    const room = (next - filling) * vessels;
    level = filling + Math.min(poured, room) / vessels;
    poured -= room;
    if (poured <= 0) break;
  }
  return level;
}
