import { setImmediate } from 'node:timers/promises';
import type { Log } from '../runtime/log.ts';
import type { Clock } from '../runtime/runtime.ts';
import type { RetentionPeriods, RetentionStore } from '../store/retention.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Contacts are kept for a little over two years, so that yearly donors are still known; runs for a quarter, in which
 * users may ask about them; responses for the day that the API promises.
 */
export const RETENTION: RetentionPeriods = {
  contactsMs: 760 * DAY_MS,
  runsMs: 90 * DAY_MS,
  auditMs: 730 * DAY_MS,
  answersMs: DAY_MS,
};

const DELETE_INTERVAL_MS = 3_600_000;
/** A sweep of custom fields can read all contacts, and a secure erase rebuilds the whole file. */
const ERASE_INTERVAL_MS = DAY_MS;
/** Keeps each transaction short. */
const ROWS_PER_TRANSACTION = 500;

/** Deletes expired data every hour. Once a day, deletes unused custom fields and erases all traces of deleted data. */
export function createMaintenance(parts: { retention: RetentionStore; clock: Clock; log: Log }) {
  const { retention, clock, log } = parts;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    let eraseDueMs = clock.now();
    while (!stopping.signal.aborted) {
      await deleteExpired(retention, stopping.signal).catch((error: unknown) => {
        log.error('expired data cannot be deleted', { error });
      });
      if (clock.now() >= eraseDueMs) {
        await retention.sweepCustomFields(stopping.signal).catch((error: unknown) => {
          log.error('unused custom fields cannot be deleted', { error });
        });
        const isErased = await retention.secureErase(stopping.signal).catch((error: unknown) => {
          log.error('deleted data cannot be erased from the database file', { error });
          return false;
        });
        if (isErased) eraseDueMs = clock.now() + ERASE_INTERVAL_MS;
      }
      // Rejects only if stopping.
      await clock.sleep(DELETE_INTERVAL_MS, stopping.signal).catch(() => undefined);
    }
  };

  return {
    start: (): void => {
      running = run();
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
}

/** Deletes everything that has expired, in small transactions. */
export async function deleteExpired(retention: RetentionStore, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await retention.deleteExpired(RETENTION, ROWS_PER_TRANSACTION)) > 0) {
    await setImmediate();
  }
}
