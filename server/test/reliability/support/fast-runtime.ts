import { setTimeout } from 'node:timers/promises';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { systemRuntime } from '../../../src/runtime/system-runtime.ts';

/** Real time, accelerated by the factor `times`, so that waits of seconds take milliseconds. */
export function fastRuntime(times: number): Runtime {
  const startedAtMs = Date.now();
  return {
    ...systemRuntime,
    clock: {
      now: () => Math.floor(startedAtMs + (performance.now() - begin) * times),
      sleep: async (durationMs, signal) => {
        await setTimeout(durationMs / times, undefined, signal ? { signal } : {});
      },
    },
  };
}

const begin = performance.now();
