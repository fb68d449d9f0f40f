import { MAX_WAIT_MS, type RetryProfile } from '../../../runtime/timeouts.ts';
import type { EgressFailure } from '../../../security/egress/egress.ts';

/** What the caller can do instead of repeating the request: send smaller requests, or a safer kind of request. */
export type Alternative = 'NONE' | 'SMALLER' | 'SAFER';

export type Attempt = {
  profile: RetryProfile;
  alternative: Alternative;
  /** Attempts so far, including this one. */
  tries: number;
  /** Time until the budget of the call ends; nothing is repeated after it. */
  msLeft: number;
  /** Whether the token was already replaced for this request. */
  tokenRefreshed: boolean;
  result:
    | {
        kind: 'ANSWER';
        status: number;
        /** Whether the code or the status is transient. */
        transient: boolean;
        /** Whether the answer has parts, which contain results whatever the outer status is. */
        multipart: boolean;
        retryAfterMs: number | null;
      }
    | { kind: 'FAILURE'; failure: EgressFailure };
  /** Random jitter from 0 to 1, so that requests that failed together are not repeated together. */
  chance: number;
};

export type RetryDecision =
  /** Returns the answer to the caller, even if it is a refusal. */
  | { kind: 'ANSWER' }
  | { kind: 'REFRESH_TOKEN' }
  /** Blocks all requests to the environment; then the request is repeated, unless this was its `last` attempt. */
  | { kind: 'BLOCK'; forMs: number; last: boolean }
  | { kind: 'RETRY'; afterMs: number }
  | { kind: 'GIVE_UP'; retryAfterMs: number | null };

/**
 * The only place that decides whether a request is repeated. Every request is safe to repeat, because writes are
 * conditional.
 */
export function decideRetry(attempt: Attempt): RetryDecision {
  const { result, alternative, tries, tokenRefreshed } = attempt;
  if (result.kind === 'FAILURE') {
    if (PERMANENT_FAILURES.has(result.failure)) return { kind: 'GIVE_UP', retryAfterMs: null };
    // The same request would take as long again; smaller ones are more likely to succeed.
    const isSlow = result.failure === 'TIMED_OUT';
    if (isSlow && (alternative !== 'NONE' || tries >= TIMED_OUT_TRIES)) {
      return { kind: 'GIVE_UP', retryAfterMs: null };
    }
    return retry(attempt, null);
  }
  if (result.multipart || (result.status >= 200 && result.status < 300)) return { kind: 'ANSWER' };
  // A token can be revoked before it expires. If a new one is refused too, another one does not help.
  if (result.status === 401) return tokenRefreshed ? { kind: 'ANSWER' } : { kind: 'REFRESH_TOKEN' };
  if (result.status === 429) return block(attempt, result.retryAfterMs);
  return result.transient ? retry(attempt, result.retryAfterMs) : { kind: 'ANSWER' };
}

const TRIES: Readonly<Record<RetryProfile, { failed: number; throttled: number }>> = {
  interactive: { failed: 2, throttled: 2 },
  background: { failed: 4, throttled: 8 },
};
const TIMED_OUT_TRIES = 2;
const TRIES_BEFORE_SAFER = 2;

const FIRST_DELAY_MS = 500;

/** Repeating the request cannot change these. */
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
  const { profile, tries, msLeft, chance, alternative } = attempt;
  const { failed } = TRIES[profile];
  const maxTries = alternative === 'SAFER' ? Math.min(failed, TRIES_BEFORE_SAFER) : failed;
  const backoffMs = FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + chance);
  const ownMs = Math.min(Math.round(backoffMs), MAX_WAIT_MS[profile]);
  const afterMs = Math.max(retryAfterMs ?? 0, ownMs);
  const canRetry = tries < maxTries && afterMs <= MAX_WAIT_MS[profile] && afterMs <= msLeft;
  return canRetry ? { kind: 'RETRY', afterMs } : { kind: 'GIVE_UP', retryAfterMs };
}

function block({ profile, tries, msLeft }: Attempt, retryAfterMs: number | null): RetryDecision {
  const forMs = retryAfterMs ?? defaultBlockMs(tries);
  return { kind: 'BLOCK', forMs, last: tries >= TRIES[profile].throttled || msLeft <= 0 };
}

/** Microsoft's samples wait 2^n seconds without `Retry-After`. */
function defaultBlockMs(tries: number): number {
  return 1_000 * 2 ** Math.min(tries, 6);
}
