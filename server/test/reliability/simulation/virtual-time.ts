import type { Clock } from '../../../src/runtime/runtime.ts';

/** Time that passes only while all work sleeps, so that the same seed always takes the same course. */
export type VirtualTime = Pick<Clock, 'now' | 'sleep'> & {
  /** Lets time pass, also backwards, and wakes who is due. */
  pass(durationMs: number): void;
  /** Time stands still while the request is under way. */
  during<T>(request: () => Promise<T>): Promise<T>;
  reset(): void;
};

type Sleeper = { untilMs: number; wake: () => void };

/** Work that yields to the event loop resumes before this many turns of it. */
const IDLE_TURNS = 3;

export function createVirtualTime(beginningMs: number): VirtualTime {
  let nowMs = beginningMs;
  let requests = 0;
  let isChecking = false;
  const sleepers = new Set<Sleeper>();

  const pass = (durationMs: number): void => {
    nowMs += durationMs;
    for (const sleeper of sleepers) {
      if (sleeper.untilMs > nowMs) continue;
      sleepers.delete(sleeper);
      sleeper.wake();
    }
  };

  /** Moves on to the next sleeper as long as nothing else happens. */
  const checkIdle = (turnsLeft: number): void => {
    setImmediate(() => {
      isChecking = requests === 0 && sleepers.size > 0;
      if (!isChecking) return;
      if (turnsLeft > 1) {
        checkIdle(turnsLeft - 1);
        return;
      }
      pass(Math.max(Math.min(...[...sleepers].map(({ untilMs }) => untilMs)) - nowMs, 0));
      checkIdle(IDLE_TURNS);
    });
  };

  const passWhileIdle = (): void => {
    if (isChecking) return;
    isChecking = true;
    checkIdle(IDLE_TURNS);
  };

  return {
    now: () => nowMs,
    pass,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      if (durationMs <= 0) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = { untilMs: nowMs + durationMs, wake: resolve };
      const abort = (): void => {
        sleepers.delete(sleeper);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
      passWhileIdle();
      await promise.finally(() => signal?.removeEventListener('abort', abort));
    },
    during: async (request) => {
      requests += 1;
      try {
        return await request();
      } finally {
        requests -= 1;
        passWhileIdle();
      }
    },
    reset: () => {
      nowMs = beginningMs;
      sleepers.clear();
    },
  };
}
