import type { Clock } from '../runtime/runtime.ts';

/** Lets one loop rest until it is woken or its time is up; a wake while it is busy counts for the next rest. */
export function createWakeUp(clock: Clock): {
  wake: () => void;
  wait: (durationMs: number, signal: AbortSignal) => Promise<void>;
} {
  let woken = false;
  let rest: AbortController | null = null;
  return {
    wake: () => {
      woken = true;
      rest?.abort();
    },
    wait: async (durationMs, signal) => {
      if (!woken && !signal.aborted) {
        rest = new AbortController();
        // Both ways of ending early are wanted; only a broken clock would reject otherwise, and time is up then too.
        await clock.sleep(durationMs, AbortSignal.any([rest.signal, signal])).catch(() => undefined);
        rest = null;
      }
      woken = false;
    },
  };
}
