import type { Lease, TaskRelease } from '../store/lease-queue.ts';

export type { Lease, TaskRelease };

/**
 * Processes the pending items of one integration for a bounded time. `signal` aborts if the lease is lost or the
 * process stops; the drain then commits what it has and returns soon. The result says what becomes of the task.
 */
export type Drain = (lease: Lease, signal: AbortSignal) => Promise<TaskRelease>;

/**
 * Runs drains, at most one per integration over all processes. It passes on only ids of integrations, so that the
 * engine can be replaced.
 */
export interface DrainQueue {
  start(): void;
  /** Runs the next due drain to its end. Returns false if none is due. */
  drainNext(): Promise<boolean>;
  /** Starts no more drains, aborts the running ones and waits until they have ended. */
  stop(): Promise<void>;
  isRunning(): boolean;
}
