import Sqlite from 'better-sqlite3';
import type { CrashPoint } from '../../runtime/crash-points.ts';
import type { Clock } from '../../runtime/runtime.ts';
import { UseCaseError } from '../../runtime/use-case-error.ts';
import type { Database, Queries } from './open.ts';

/**
 * Carries one durable step out, in one transaction that takes the write lock at its beginning. While another process
 * holds that lock it waits without holding this one up. Rejects with `StoreUnavailableError`, and has changed nothing,
 * when the lock does not come free or the disk takes no more.
 */
export type Write = <T>(step: string, work: (queries: Queries) => T) => Promise<T>;

type WriterParts = {
  database: Database;
  clock: Clock;
  crashPoint: CrashPoint;
  onUnavailable: (error: unknown) => void;
};

/** How long the lock is asked for, again and again, and how long each asking rests. */
const PATIENCE_MS = 5_000;
const REST_MS = 50;

export function createWriter({ database, clock, crashPoint, onUnavailable }: WriterParts): Write {
  return async (step, work) => {
    crashPoint(`before ${step}`);
    const giveUpAtMs = clock.now() + PATIENCE_MS;
    for (;;) {
      try {
        const result = database.transaction(
          // One connection has one transaction at a time: whatever is asked of it now is inside.
          () => {
            const done = work(database);
            crashPoint(`inside ${step}`);
            return done;
          },
          { behavior: 'immediate' },
        );
        crashPoint(`after ${step}`);
        return result;
      } catch (error) {
        const code = sqliteCode(error);
        if (!UNAVAILABLE.test(code)) throw error;
        if (!BUSY.test(code) || clock.now() >= giveUpAtMs) {
          onUnavailable(error);
          throw new StoreUnavailableError(error);
        }
        await clock.sleep(REST_MS);
      }
    }
  };
}

/** The file cannot be written now: locked for too long, or its disk full or broken. Nothing was changed. */
class StoreUnavailableError extends UseCaseError {
  constructor(cause: unknown) {
    super('UNAVAILABLE', undefined, 5_000);
    this.name = 'StoreUnavailableError';
    this.cause = cause;
  }
}

/** Whether it is the file, or its disk, that keeps something from being written now. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(sqliteCode(error));
}

/** Whether somebody else holds the file, so that it can be tried another time. */
export function isBusy(error: unknown): boolean {
  return BUSY.test(sqliteCode(error));
}

const BUSY = /^SQLITE_BUSY/;
const UNAVAILABLE = /^SQLITE_(BUSY|FULL|IOERR|CANTOPEN|READONLY)/;

function sqliteCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Sqlite.SqliteError) return cause.code;
  }
  return '';
}
