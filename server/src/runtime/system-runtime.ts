import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Runtime } from './runtime.ts';

/** The system clock and the randomness of the operating system. */
export const systemRuntime: Runtime = {
  clock: {
    now: () => Date.now(),
    sleep: async (durationMs, signal) => {
      await setTimeout(durationMs, undefined, signal ? { signal } : {});
    },
  },
  randomness: {
    bytes: (length) => randomBytes(length),
    fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
  },
  ids: { next: () => randomUUID() },
};
