import Sqlite from 'better-sqlite3';
import type { CrashPoint } from '../../runtime/crash-points.ts';
import type { Clock } from '../../runtime/runtime.ts';
import { UseCaseError } from '../../runtime/use-case-error.ts';
import type { Change, Write } from '../context.ts';
import type { Notifications } from '../notifications.ts';
import type { Database } from './queries.ts';

const LOCK_TIMEOUT_MS = 5_000;
const RETRY_DELAY_MS = 50;

export function createWrite(options: {
  database: Database;
  clock: Clock;
  crashPoint: CrashPoint;
  notifications: Notifications;
  onUnavailable: (error: unknown) => void;
}): Write {
  const { database, clock, crashPoint, notifications, onUnavailable } = options;

  const commit = <T>(step: string, work: (change: Change) => T) => {
    const actions: (() => void)[] = [];
    const afterCommit = (action: () => void): void => {
      actions.push(action);
    };
    const notify: Change['notify'] = (topic) => {
      afterCommit(() => {
        notifications.publish(topic);
      });
    };
    const result = database.transaction(
      () => {
        // The connection runs one transaction at a time, so all its queries belong to this one.
        const done = work({ queries: database, nowMs: clock.now(), notify, afterCommit });
        crashPoint(`inside ${step}`);
        return done;
      },
      { behavior: 'immediate' },
    );
    return { result, actions };
  };

  const commitWithRetry = async <T>(step: string, work: (change: Change) => T) => {
    const giveUpAtMs = clock.now() + LOCK_TIMEOUT_MS;
    for (;;) {
      try {
        return commit(step, work);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        if (!isBusy(error) || clock.now() >= giveUpAtMs) {
          onUnavailable(error);
          throw new StoreUnavailableError(error);
        }
        await clock.sleep(RETRY_DELAY_MS);
      }
    }
  };

  return async (step, work) => {
    crashPoint(`before ${step}`);
    const { result, actions } = await commitWithRetry(step, work);
    crashPoint(`after ${step}`);
    for (const action of actions) action();
    return result;
  };
}

class StoreUnavailableError extends UseCaseError {
  constructor(cause: unknown) {
    super('UNAVAILABLE', undefined, 5_000);
    this.name = 'StoreUnavailableError';
    this.cause = cause;
  }
}

/** Whether the database cannot be written now: locked, or its disk full or broken. */
export function isUnavailable(error: unknown): boolean {
  return /^SQLITE_(BUSY|FULL|IOERR|CANTOPEN|READONLY)/.test(sqliteCode(error));
}

/** Whether another process holds a lock, so that a retry can succeed. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error).startsWith('SQLITE_BUSY');
}

function sqliteCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Sqlite.SqliteError) return cause.code;
  }
  return '';
}
