import type { Runtime } from '../runtime/runtime.ts';
import type { Lease, TaskStore } from '../store/lease-queue.ts';
import type { Hints } from '../store/notifications.ts';
import { type Drain, type DrainQueue, LEASE_MS, type TaskRelease } from './drain-queue.ts';
import { createWakeUp } from './wake-up.ts';

export type EmbeddedQueueOptions = {
  tasks: TaskStore;
  hints: Hints;
  runtime: Runtime;
  /** Drains at the same time in this process. */
  concurrency: number;
  /** A drain whose process died, or froze, is taken over after this long. */
  leaseMs?: number;
  onError(error: unknown, integrationId: string | null): void;
};

/** How long a drain rests that ended in an error nobody expected. */
const REST_AFTER_ERROR_MS = 5_000;
/** The store is looked at anyway this often, in case that another process made work. */
const LOOK_EVERY_MS = 2_000;

/** The queue inside the server's own process, on the store's task table. */
export function createEmbeddedQueue(options: EmbeddedQueueOptions): DrainQueue {
  const { tasks, hints, runtime, leaseMs = LEASE_MS } = options;
  const owner = runtime.ids.next();
  const wakeUp = createWakeUp(runtime.clock);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let pump: Promise<void> | null = null;

  const work = async (lease: Lease, drain: Drain): Promise<void> => {
    const ended = new AbortController();
    const lost = new AbortController();
    const heartbeat = keepLease(lease, lost, ended.signal);
    try {
      const result = await drainSafely(lease, drain, AbortSignal.any([stopping.signal, lost.signal]));
      ended.abort();
      await tasks.release(lease, result);
    } finally {
      ended.abort();
      await heartbeat;
    }
  };

  const drainSafely = async (lease: Lease, drain: Drain, signal: AbortSignal): Promise<TaskRelease> => {
    try {
      return await drain(lease, signal);
    } catch (error) {
      options.onError(error, lease.integrationId);
      return { kind: 'PARKED', untilMs: runtime.clock.now() + REST_AFTER_ERROR_MS };
    }
  };

  const keepLease = async (lease: Lease, lost: AbortController, ended: AbortSignal): Promise<void> => {
    const raised = createWakeUp(runtime.clock);
    const stopListening = hints.onEpochRaised(lease.integrationId, raised.wake);
    let untilMs = runtime.clock.now() + leaseMs;
    try {
      while (!ended.aborted) {
        await raised.wait(leaseMs / 3, ended);
        if (ended.aborted) return;
        const renewedUntilMs = runtime.clock.now() + leaseMs;
        const kept = await tasks.renew(lease, leaseMs).catch((error: unknown) => {
          options.onError(error, lease.integrationId);
          return null;
        });
        if (kept) untilMs = renewedUntilMs;
        // A locked file now is no lost lease yet: whether it is lost, the next try tells, or the time.
        if (kept === false || untilMs <= runtime.clock.now()) {
          lost.abort(new Error('the lease is lost'));
          return;
        }
      }
    } finally {
      stopListening();
    }
  };

  const takeDueTasks = async (drain: Drain): Promise<void> => {
    while (running.size < options.concurrency && !stopping.signal.aborted) {
      const lease = await tasks.acquire(owner, leaseMs);
      if (!lease) return;
      const job = work(lease, drain).catch((error: unknown) => {
        options.onError(error, lease.integrationId);
      });
      running.add(job);
      void job.finally(() => {
        running.delete(job);
        wakeUp.wake();
      });
    }
  };

  const untilNextDueMs = async (): Promise<number> => {
    if (running.size >= options.concurrency) return LOOK_EVERY_MS;
    const dueMs = await tasks.nextDueMs();
    return dueMs === null ? LOOK_EVERY_MS : Math.min(Math.max(dueMs - runtime.clock.now(), 0), LOOK_EVERY_MS);
  };

  const pumpTasks = async (drain: Drain): Promise<void> => {
    while (!stopping.signal.aborted) {
      let waitMs = REST_AFTER_ERROR_MS;
      try {
        await takeDueTasks(drain);
        waitMs = await untilNextDueMs();
      } catch (error) {
        options.onError(error, null);
      }
      await wakeUp.wait(waitMs, stopping.signal);
    }
  };

  return {
    start: (drain) => {
      hints.onTaskWanted(wakeUp.wake);
      pump = pumpTasks(drain);
    },
    stop: async () => {
      stopping.abort(new Error('the process is stopping'));
      await pump;
      await Promise.all(running);
    },
    isRunning: () => pump !== null && !stopping.signal.aborted,
  };
}
