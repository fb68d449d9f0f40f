import type { Clock } from '../runtime/runtime.ts';
import type { RetentionPeriods, RetentionStore } from '../store/retention.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * How long things are kept. Contacts for a little more than two years, so that somebody who gives once a year is
 * still known; what happened to each for a quarter, in which it can be asked about; who changed the configuration
 * for two years; the answers of calls for the day that is promised to callers.
 */
export const RETENTION: RetentionPeriods = {
  contactsMs: 760 * DAY_MS,
  runsMs: 90 * DAY_MS,
  auditMs: 730 * DAY_MS,
  answersMs: DAY_MS,
};

const SWEEP_EVERY_MS = 3_600_000;
/** The whole file is written anew, which is nothing for every hour. */
const SCRUB_EVERY_MS = DAY_MS;
/** Small enough that nobody waits for one transaction. */
const ROWS_AT_ONCE = 500;

/** What deletes, and what then takes the traces out of the file. */
export type SweepStep = 'SWEEP' | 'SCRUB';

export type Sweeper = { start(): void; stop(): Promise<void> };

/** Deletes hour by hour what is kept for long enough, in small steps between which all else goes on. */
export function createSweeper(parts: {
  retention: RetentionStore;
  clock: Clock;
  onError: (error: unknown, step: SweepStep) => void;
}): Sweeper {
  const { retention, clock, onError } = parts;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  const attempt = async (step: SweepStep, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      onError(error, step);
    }
  };

  const sweepHourly = async (): Promise<void> => {
    let scrubDueMs = clock.now();
    while (!stopping.signal.aborted) {
      await attempt('SWEEP', async () => await sweepOnce(retention, stopping.signal));
      if (clock.now() >= scrubDueMs) {
        await attempt('SCRUB', async () => {
          if (await retention.scrub(stopping.signal)) scrubDueMs = clock.now() + SCRUB_EVERY_MS;
        });
      }
      // Ends by the time or by the stop, and by nothing else.
      await clock.sleep(SWEEP_EVERY_MS, stopping.signal).catch(() => undefined);
    }
  };

  return {
    start: () => {
      running = sweepHourly();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Deletes all that is over now. */
export async function sweepOnce(retention: RetentionStore, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await retention.sweep(RETENTION, ROWS_AT_ONCE)) > 0);
}
