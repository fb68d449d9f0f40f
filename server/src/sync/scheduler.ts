import type { Log } from '../runtime/log.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ScheduleStore } from '../store/schedules.ts';

const POLL_INTERVAL_MS = 30_000;

/** Starts the runs that integrations have scheduled. Several processes can do so beside each other. */
export function createScheduler(parts: { schedules: ScheduleStore; runtime: Runtime; log: Log }) {
  const { schedules, runtime, log } = parts;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await startDueRuns();
      } catch (error) {
        log.error('scheduled runs cannot be started', { error });
      }
      // Rejects only if stopping.
      await runtime.clock.sleep(POLL_INTERVAL_MS, stopping.signal).catch(() => undefined);
    }
  };

  const startDueRuns = async (): Promise<void> => {
    while (!stopping.signal.aborted && (await schedules.startDue(runtime.ids.next()))) {
      // The next one has a transaction of its own.
    }
  };

  return {
    start: (): void => {
      running = poll();
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
}
