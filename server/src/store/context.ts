import type { Clock } from '../runtime/runtime.ts';
import type { Topic } from './notifications.ts';
import type { Database, Queries } from './sqlite/queries.ts';

/** What every part of the store works with. */
export type StoreContext = {
  /** For reads. Every change goes through `write`. */
  database: Database;
  write: Write;
  clock: Clock;
};

/**
 * Runs one durable step in a transaction that holds the write lock from its start. While another process holds the
 * lock, this process waits without blocking. Rejects with `UNAVAILABLE`, without any change, if the lock is not
 * released in time or the disk accepts no writes.
 */
export type Write = <T>(step: string, work: (change: Change) => T) => Promise<T>;

/** An open transaction. */
export type Change = {
  queries: Queries;
  nowMs: number;
  /** Publishes the topic after the commit. */
  notify: (topic: Topic) => void;
  /** Runs the action after the commit. */
  afterCommit: (action: () => void) => void;
};
