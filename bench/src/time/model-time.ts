import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * Time as the cost model has it, which passes `factor` times faster than real time. Everything that waits in a
 * measurement waits by it, so that costs, limits and `Retry-After` keep the figures they have in the real world.
 */
export type ModelTime = {
  /** Milliseconds since the epoch, with fractions. */
  now: () => number;
  /** Ends at its due time to a few microseconds; the last moments are spent looking at the clock. */
  sleepExactly: (durationMs: number) => Promise<void>;
  /** Ends at its due time or a little later, and costs nothing meanwhile. */
  sleep: (durationMs: number, signal?: AbortSignal) => Promise<void>;
  /** Goes on from the present moment at another speed. */
  setFactor: (factor: number) => void;
};

export function createModelTime(initialFactor: number): ModelTime {
  let factor = initialFactor;
  let sinceRealMs = realNow();
  let sinceModelMs = sinceRealMs;

  const now = () => sinceModelMs + (realNow() - sinceRealMs) * factor;

  return {
    now,
    sleepExactly: async (durationMs) => {
      const dueMs = now() + durationMs;
      const wholeMs = Math.floor(durationMs / factor - TIMER_IS_LATE_BY_MS);
      if (wholeMs >= 1) await setTimeout(wholeMs);
      while (now() < dueMs) await setImmediate();
    },
    sleep: async (durationMs, signal) => {
      const dueMs = now() + durationMs;
      for (let leftMs = durationMs; leftMs > 0; leftMs = dueMs - now()) {
        await setTimeout(Math.ceil(leftMs / factor), undefined, signal ? { signal } : {});
      }
    },
    setFactor: (changed) => {
      sinceModelMs = now();
      sinceRealMs = realNow();
      factor = changed;
    },
  };
}

/** What a timer of Node is late by on a machine that has other things to do. */
const TIMER_IS_LATE_BY_MS = 1.5;

function realNow(): number {
  return performance.timeOrigin + performance.now();
}
