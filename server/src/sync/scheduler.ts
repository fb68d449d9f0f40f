import { setImmediate } from 'node:timers/promises';
import type { Log } from '../runtime/log.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ScheduleStore } from '../store/schedules.ts';

const POLL_INTERVAL_MS = 30_000;

type SchedulerContext = { schedules: ScheduleStore; runtime: Runtime; log: Log };

/** Starts the runs that are due. Several processes on one database can do so at the same time. */
export function createScheduler(context: SchedulerContext) {
  const { runtime, log } = context;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await startDueRuns(context, stopping.signal).catch((error: unknown) => {
        log.error('due runs cannot be read', { error });
      });
      // Rejects only if stopping.
      await runtime.clock.sleep(POLL_INTERVAL_MS, stopping.signal).catch(() => undefined);
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

/** One transaction per integration: one that cannot be started holds up no other. */
export async function startDueRuns(
  { schedules, runtime, log }: SchedulerContext,
  signal?: AbortSignal,
): Promise<void> {
  for (const integrationId of await schedules.listDue()) {
    if (signal?.aborted) return;
    await schedules.startDue(integrationId, runtime.ids.next()).catch((error: unknown) => {
      log.error('a scheduled run cannot be started', { error, integrationId });
    });
    await setImmediate();
  }
}
