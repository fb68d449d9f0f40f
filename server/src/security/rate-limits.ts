import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from './principal.ts';

/** At most `calls` in any window of `seconds`. */
export type RateLimit = { calls: number; seconds: number };

/** Bodies of requests that are not answered yet, of the users of one account. */
export const MAX_ACCOUNT_BODIES_BYTES = 4 * 1024 * 1024;
/** The same of all users. */
export const MAX_USERS_BODIES_BYTES = 64 * 1024 * 1024;
/** The same of the host application: twenty of the largest pushes. */
export const MAX_SERVICE_BODIES_BYTES = 160 * 1024 * 1024;
/** Open streams of one account, of its users and of the host application apart. Each reads the store once a second. */
export const MAX_STREAMS = 100;

export type RateLimits = ReturnType<typeof createRateLimits>;

/** Counts in memory, so each process has its own limits. */
export function createRateLimits(limitOf: (procedure: string) => RateLimit, maxStreams = MAX_STREAMS) {
  const streams = createBudget(maxStreams);
  const usersBodies = createBudget(MAX_ACCOUNT_BODIES_BYTES, MAX_USERS_BODIES_BYTES);
  const serviceBodies = createBudget(MAX_SERVICE_BODIES_BYTES, MAX_SERVICE_BODIES_BYTES);
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterOf = (procedure: string): RateLimiterMemory => {
    const known = limiters.get(procedure);
    if (known) return known;
    const { calls, seconds } = limitOf(procedure);
    const limiter = new RateLimiterMemory({ points: calls, duration: seconds });
    limiters.set(procedure, limiter);
    return limiter;
  };
  return {
    /** Counts a call. `null` where it is allowed, else the wait in milliseconds. Each holder and procedure counts apart. */
    take: async ({ holder, procedure }: { holder: string; procedure: string }): Promise<number | null> => {
      try {
        await limiterOf(procedure).consume(holder);
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(refusal.msBeforeNext, 1);
      }
    },
    /** Opens a stream of the holder. Returns a function that closes it, or `null` where too many are open. */
    openStream: (holder: string): (() => void) | null => streams(holder, 1),
    /** Holds room for a body. Returns a function that frees it, or `null` where the caller, or all, hold too much. */
    holdBody: (principal: Principal, bytes: number): (() => void) | null =>
      principal.kind === 'user'
        ? usersBodies(`account ${principal.accountId}`, bytes)
        : serviceBodies(principal.kind, bytes),
  };
}

/** Takes an amount for a holder. Returns a function that gives it back, or `null` where a limit would be exceeded. */
function createBudget(maxPerHolder: number, maxTotal = Number.POSITIVE_INFINITY) {
  const taken = new Map<string, number>();
  let sum = 0;
  return (holder: string, amount: number): (() => void) | null => {
    const before = taken.get(holder) ?? 0;
    if (before + amount > maxPerHolder || sum + amount > maxTotal) return null;
    taken.set(holder, before + amount);
    sum += amount;
    return () => {
      const left = (taken.get(holder) ?? 0) - amount;
      if (left > 0) taken.set(holder, left);
      else taken.delete(holder);
      sum -= amount;
    };
  };
}
