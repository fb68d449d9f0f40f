import type { EgressFailure } from '../../../security/egress/egress.ts';

/** interactive: somebody looks at a screen. background: work in the background, which can wait and be parked. */
export type RetryProfile = 'interactive' | 'background';

/** What else can be done than to send the same again: the same in smaller requests, or in a safer way. */
export type Alternative = 'NONE' | 'SMALLER' | 'SAFER';

export type Attempt = {
  profile: RetryProfile;
  alternative: Alternative;
  /** How often the request was sent, this time included. */
  tries: number;
  /** Since it was sent for the first time. */
  elapsedMs: number;
  /** Whether a new token was fetched for it already. */
  tokenRefreshed: boolean;
  result:
    | {
        kind: 'ANSWER';
        status: number;
        /** Whether the code in the body, or the status, speaks of the moment. */
        transient: boolean;
        /** Whether the answer has parts, which carry results whatever the outer status says. */
        multipart: boolean;
        retryAfterMs: number | null;
      }
    | { kind: 'FAILURE'; failure: EgressFailure };
  /** From 0 up to 1, so that many who failed together do not come back together. */
  chance: number;
};

export type RetryDecision =
  /** Whoever asked gets the answer, good or bad. */
  | { kind: 'ANSWER' }
  | { kind: 'REFRESH_TOKEN' }
  /** Nobody sends anything for so long; then this request tries again, unless this was its `last` try. */
  | { kind: 'BLOCK'; forMs: number; last: boolean }
  | { kind: 'RETRY'; afterMs: number }
  | { kind: 'GIVE_UP'; retryAfterMs: number | null };

/**
 * What happens after a request: the only place that decides whether it is sent again. Every request here is safe
 * to repeat, because writes carry a condition.
 */
export function decideRetry(attempt: Attempt): RetryDecision {
  const { result, tokenRefreshed } = attempt;
  if (result.kind === 'FAILURE') {
    if (PERMANENT_FAILURES.has(result.failure)) return { kind: 'GIVE_UP', retryAfterMs: null };
    // The same request would take as long again; whoever sent a big one does better with two small ones.
    if (
      result.failure === 'TIMED_OUT' &&
      (attempt.alternative !== 'NONE' || attempt.tries >= TIMED_OUT_TRIES)
    ) {
      return { kind: 'GIVE_UP', retryAfterMs: null };
    }
    return retry(attempt, null);
  }
  if (result.multipart || (result.status >= 200 && result.status < 300)) return { kind: 'ANSWER' };
  // A token can be revoked before it expires; a fresh one that is refused too will not get better.
  if (result.status === 401) return tokenRefreshed ? { kind: 'ANSWER' } : { kind: 'REFRESH_TOKEN' };
  if (result.status === 429) {
    const forMs = Math.min(result.retryAfterMs ?? defaultBlockMs(attempt.tries), LONGEST_BLOCK_MS);
    return { kind: 'BLOCK', forMs, last: attempt.tries >= BOUNDS[attempt.profile].throttledTries };
  }
  return result.transient ? retry(attempt, result.retryAfterMs) : { kind: 'ANSWER' };
}

/** A wait in the background that is longer than this is not worth holding a worker. */
export const SHORT_WAIT_MS = 10_000;

type Bounds = { tries: number; throttledTries: number; timeMs: number; longestWaitMs: number };

const BOUNDS: Record<RetryProfile, Bounds> = {
  interactive: { tries: 2, throttledTries: 2, timeMs: 15_000, longestWaitMs: 1_000 },
  background: { tries: 4, throttledTries: 8, timeMs: 300_000, longestWaitMs: SHORT_WAIT_MS },
};

const FIRST_DELAY_MS = 500;
const TIMED_OUT_TRIES = 2;
const TRIES_BEFORE_THE_SAFER_WAY = 2;

/** Something that is not an hour but a year is a mistake; still, a day is not shortened. */
const LONGEST_BLOCK_MS = 24 * 60 * 60 * 1000;

/** Trying again changes nothing about these. */
const PERMANENT_FAILURES: ReadonlySet<EgressFailure> = new Set([
  'NOT_HTTPS',
  'USER_INFO',
  'PORT',
  'HOST_NOT_ALLOWED',
  'ADDRESS_NOT_PUBLIC',
  'ANSWER_TOO_LARGE',
  'ABORTED',
]);

function retry(attempt: Attempt, retryAfterMs: number | null): RetryDecision {
  const { profile, tries, elapsedMs, chance, alternative } = attempt;
  const bounds = BOUNDS[profile];
  const mostTries =
    alternative === 'SAFER' ? Math.min(bounds.tries, TRIES_BEFORE_THE_SAFER_WAY) : bounds.tries;
  const backoffMs = FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + chance);
  const afterMs = retryAfterMs ?? Math.min(Math.round(backoffMs), bounds.longestWaitMs);
  const worthIt =
    tries < mostTries && afterMs <= bounds.longestWaitMs && elapsedMs + afterMs <= bounds.timeMs;
  return worthIt ? { kind: 'RETRY', afterMs } : { kind: 'GIVE_UP', retryAfterMs };
}

/** Microsoft's samples wait 2^n seconds where `Retry-After` is missing. */
function defaultBlockMs(tries: number): number {
  return 1_000 * 2 ** Math.min(tries, 6);
}
