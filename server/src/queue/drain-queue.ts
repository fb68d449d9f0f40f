import type { Lease, TaskRelease } from '../store/lease-queue.ts';

export type { Lease, TaskRelease };

/** A drain whose process died, or froze, is taken over after this long. It is renewed every third of it. */
export const LEASE_MS = 30_000;

/**
 * Works off what is pending of one integration, for a bounded slice. `signal` aborts when the lease is lost or the
 * process stops: then it commits what it has and comes back soon. What it answers decides what happens to the task.
 */
export type Drain = (lease: Lease, signal: AbortSignal) => Promise<TaskRelease>;

/**
 * Hands out drains, at most one per integration at a time over all processes. It moves nothing but the id of an
 * integration, so that its engine can be exchanged.
 */
export interface DrainQueue {
  start(drain: Drain): void;
  /** Hands out no more, aborts those that run and waits until they have ended. */
  stop(): Promise<void>;
  isRunning(): boolean;
}
