import type { Clock, Runtime } from '../runtime/runtime.ts';
import { LEASE_RENEWALS, QUICK_DRAIN_MS } from '../runtime/timeouts.ts';
import type { LeasedTask, TaskStore } from '../store/lease-queue.ts';
import type { Notifications } from '../store/notifications.ts';
import { isUnavailable } from '../store/sqlite/transaction.ts';
import type { Drain, DrainQueue, Lease, TaskRelease } from './drain-queue.ts';
import { createDrainSlots, type DrainSlot } from './drain-slots.ts';

export type EmbeddedQueueOptions = {
  drain: Drain;
  tasks: TaskStore;
  notifications: Notifications;
  runtime: Runtime;
  leaseMs: number;
  onError(error: unknown, integrationId: string | null): void;
};

/** The delay while the database cannot be read or written. */
const ERROR_DELAY_MS = 5_000;
/** Other processes can create work without a notification. */
const POLL_INTERVAL_MS = 2_000;

/** The queue inside the server's process, based on the store's task table. */
export function createEmbeddedQueue(options: EmbeddedQueueOptions): DrainQueue {
  const { tasks, notifications, runtime, leaseMs } = options;
  const owner = runtime.ids.next();
  const slots = createDrainSlots(runtime.clock);
  const wakeUp = createWakeUp(runtime.clock);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let polling: Promise<void> | null = null;

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let waitMs = ERROR_DELAY_MS;
      try {
        await startDueDrains();
        waitMs = await msUntilNextPoll();
      } catch (error) {
        options.onError(error, null);
      }
      await wakeUp.wait(waitMs, stopping.signal);
    }
  };

  const startDueDrains = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const filter = slots.free();
      const task = filter && (await tasks.acquire(owner, leaseMs, filter));
      if (!task) return;
      const job = runInSlot(task).catch((error: unknown) => {
        options.onError(error, task.integrationId);
      });
      running.add(job);
      void job.finally(() => running.delete(job));
    }
  };

  const msUntilNextPoll = async (): Promise<number> => {
    // Until a slot changes, which wakes the loop, the next due task may be one without a slot.
    if (slots.areLimited()) return POLL_INTERVAL_MS;
    const dueMs = await tasks.nextDueMs();
    if (dueMs === null) return POLL_INTERVAL_MS;
    return Math.min(Math.max(dueMs - runtime.clock.now(), 0), POLL_INTERVAL_MS);
  };

  const runInSlot = async (task: LeasedTask): Promise<void> => {
    const others = task.mustRunAlone ? [...running] : [];
    const slot = slots.take(task);
    const ended = new AbortController();
    const checks = checkRegularly(slot, ended.signal);
    const unsubscribe = notifications.subscribe(`batch-committed:${task.integrationId}`, () => {
      slots.recordCommit(slot);
      wakeUp.wake();
    });
    try {
      await runDrain(task, slot, others);
    } finally {
      unsubscribe();
      ended.abort();
      await checks;
      slots.release(slot);
      wakeUp.wake();
    }
  };

  const checkRegularly = async (slot: DrainSlot, ended: AbortSignal): Promise<void> => {
    while (!ended.aborted) {
      // Rejects only if aborted.
      await runtime.clock.sleep(QUICK_DRAIN_MS, ended).catch(() => undefined);
      if (ended.aborted) return;
      slots.check(slot);
      wakeUp.wake();
    }
  };

  const runDrain = async (lease: Lease, slot: DrainSlot, others: readonly Promise<void>[]): Promise<void> => {
    const ended = new AbortController();
    const lost = new AbortController();
    const heartbeat = keepLease(lease, lost, ended.signal);
    const signal = AbortSignal.any([stopping.signal, lost.signal, slot.signal]);
    try {
      await Promise.all(others);
      const result = await options.drain(lease, signal).catch((error: unknown): TaskRelease => {
        options.onError(error, lease.integrationId);
        if (!isUnavailable(error)) return { kind: 'CRASHED' };
        return { kind: 'PARKED', untilMs: runtime.clock.now() + ERROR_DELAY_MS };
      });
      ended.abort();
      await release(lease, result, { wasSlow: slots.isSlow(slot) });
    } finally {
      ended.abort();
      await heartbeat;
    }
  };

  /** Repeated while the database cannot be written: a drain that is not released counts as a death of the process. */
  const release = async (...released: Parameters<TaskStore['release']>): Promise<void> => {
    for (;;) {
      try {
        await tasks.release(...released);
        return;
      } catch (error) {
        if (!isUnavailable(error) || stopping.signal.aborted) throw error;
        options.onError(error, released[0].integrationId);
      }
      // Rejects only if aborted.
      await runtime.clock.sleep(ERROR_DELAY_MS, stopping.signal).catch(() => undefined);
    }
  };

  const keepLease = async (lease: Lease, lost: AbortController, ended: AbortSignal): Promise<void> => {
    const revoked = createWakeUp(runtime.clock);
    const unsubscribe = notifications.subscribe(`lease-revoked:${lease.integrationId}`, revoked.wake);
    let untilMs = runtime.clock.now() + leaseMs;
    try {
      while (!ended.aborted) {
        await revoked.wait(leaseMs / LEASE_RENEWALS, ended);
        if (ended.aborted) return;
        const renewedUntilMs = runtime.clock.now() + leaseMs;
        const isKept = await tasks.renew(lease, leaseMs).catch((error: unknown) => {
          options.onError(error, lease.integrationId);
          return null;
        });
        if (isKept) untilMs = renewedUntilMs;
        // A busy database does not mean the lease is lost; retry until it expires.
        if (isKept === false || untilMs <= runtime.clock.now()) {
          lost.abort(new Error('the lease is lost'));
          return;
        }
      }
    } finally {
      unsubscribe();
    }
  };

  return {
    start: () => {
      notifications.subscribe('drain-requested', wakeUp.wake);
      polling = poll();
    },
    drainNext: async () => {
      const task = await tasks.acquire(owner, leaseMs);
      if (task) await runInSlot(task);
      return task !== null;
    },
    stop: async () => {
      stopping.abort(new Error('the process is stopping'));
      await polling;
      await Promise.all(running);
    },
    isRunning: () => polling !== null && !stopping.signal.aborted,
  };
}

/** Lets one loop wait until it is woken or the time is up. Waking it while it is busy ends its next wait. */
function createWakeUp(clock: Clock) {
  let isWoken = false;
  let waiting: AbortController | null = null;
  return {
    wake: (): void => {
      isWoken = true;
      waiting?.abort();
    },
    wait: async (durationMs: number, signal: AbortSignal): Promise<void> => {
      if (!isWoken && !signal.aborted) {
        waiting = new AbortController();
        // Rejects only if woken or aborted.
        await clock.sleep(durationMs, AbortSignal.any([waiting.signal, signal])).catch(() => undefined);
        waiting = null;
      }
      isWoken = false;
    },
  };
}
