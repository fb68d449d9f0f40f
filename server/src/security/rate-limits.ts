import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So many calls in so many seconds, however they are spread. */
export type RateLimit = { calls: number; seconds: number };

export interface RateLimits {
  /**
   * Counts a call. Answers `null` while it may be done, else after how many milliseconds the next one may. The
   * caller names whom it counts for and what is counted; one never uses up another's.
   */
  take(call: { holder: string; procedure: string }): Promise<number | null>;
  /** Takes one of the streams that a holder may have open at once. Answers how to give it back, or `null`. */
  openStream(holder: string): (() => void) | null;
}

/** Kept in memory, so each process counts by itself; what nobody calls for a while is forgotten. */
export function createRateLimits(
  limitOf: (procedure: string) => RateLimit,
  mostStreams = MOST_STREAMS,
): RateLimits {
  const streams = new Map<string, number>();
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
    take: async ({ holder, procedure }) => {
      try {
        await limiterOf(procedure).consume(holder);
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(refusal.msBeforeNext, 1);
      }
    },
    openStream: (holder) => {
      const open = streams.get(holder) ?? 0;
      if (open >= mostStreams) return null;
      streams.set(holder, open + 1);
      return () => {
        const left = (streams.get(holder) ?? 1) - 1;
        if (left > 0) streams.set(holder, left);
        else streams.delete(holder);
      };
    },
  };
}

/** Each looks into the store once a second. */
const MOST_STREAMS = 100;
