import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** At most `calls` in any window of `seconds`. */
export type RateLimit = { calls: number; seconds: number };

export type RateLimits = ReturnType<typeof createRateLimits>;

/** Counts in memory, so each process has its own limits. */
export function createRateLimits(limitOf: (procedure: string) => RateLimit, maxStreams = MAX_STREAMS) {
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
    openStream: (holder: string): (() => void) | null => {
      const open = streams.get(holder) ?? 0;
      if (open >= maxStreams) return null;
      streams.set(holder, open + 1);
      return () => {
        const left = (streams.get(holder) ?? 1) - 1;
        if (left > 0) streams.set(holder, left);
        else streams.delete(holder);
      };
    },
  };
}

/** Each stream reads the store once a second. */
const MAX_STREAMS = 100;
