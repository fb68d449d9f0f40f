import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * The time of the cost model, `factor` times faster than real time. All waits of a measurement use it, so costs, limits
 * and `Retry-After` have their real values.
 */
export type SimulatedTime = {
  /** Milliseconds since the epoch, with fractions. */
  now: () => number;
  /** Accurate to microseconds; polls the clock at the end. */
  sleepExactly: (durationMs: number) => Promise<void>;
  /** Ends at the due time or slightly later, without polling. */
  sleep: (durationMs: number, signal?: AbortSignal) => Promise<void>;
  /** Changes the speed from now on. */
  setFactor: (factor: number) => void;
};

export function createSimulatedTime(initialFactor: number): SimulatedTime {
  let factor = initialFactor;
  let sinceRealMs = realNow();
  let sinceSimulatedMs = sinceRealMs;

  const now = () => sinceSimulatedMs + (realNow() - sinceRealMs) * factor;

  return {
    now,
    sleepExactly: async (durationMs) => {
      const dueMs = now() + durationMs;
      const wholeMs = Math.floor(durationMs / factor - TIMER_LATENESS_MS);
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
      sinceSimulatedMs = now();
      sinceRealMs = realNow();
      factor = changed;
    },
  };
}

/** How late a Node timer is on a busy machine. */
const TIMER_LATENESS_MS = 1.5;

function realNow(): number {
  return performance.timeOrigin + performance.now();
}
