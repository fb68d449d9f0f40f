import type { RunStatus } from '@goodfunds/shared';
import type { Clock } from '../runtime/runtime.ts';
import type { Hints } from './notifications.ts';
import type { Database, Queries } from './sqlite/open.ts';
import type { Write } from './sqlite/transaction.ts';

export type RunEvent = 'CLAIM' | 'PAUSE' | 'RESUME' | 'FINISH' | 'CANCEL';

/**
 * The table of a run's states, handed in by those who own it: the next status, or `null` where the event means
 * nothing to a run in this status.
 */
export type RunTransition = (
  run: { status: RunStatus; started: boolean; failed: number },
  event: RunEvent,
) => RunStatus | null;

/** What every part of the store works with. */
export type StoreContext = {
  /** For reading; everything that changes goes through `write`. */
  database: Database;
  /** The path of its file. */
  file: string;
  write: Write;
  clock: Clock;
  hints: Hints;
  transition: RunTransition;
};

/** The same inside one open transaction. */
export type ChangeContext = {
  queries: Queries;
  nowMs: number;
  hints: Hints;
  transition: RunTransition;
};
