import type { Run } from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';
import { viewRun } from './run-view.ts';
import { requireRun, type SyncContext } from './sync-context.ts';

/** Other processes change runs without a notification. */
const POLL_INTERVAL_MS = 1_000;

/** Yields the run now and after every change, until it has finished or the signal aborts. */
export async function* progress(
  context: SyncContext,
  caller: Caller,
  runId: string,
  signal?: AbortSignal,
): AsyncGenerator<Run> {
  const changes = watch(context, runId, signal);
  try {
    let lastRevision = -1;
    while (!signal?.aborted) {
      const run = await requireRun(context, caller, runId);
      if (run.revision > lastRevision) {
        lastRevision = run.revision;
        yield viewRun(run);
      }
      if (run.finishedAtMs !== null) return;
      await changes.next();
    }
  } finally {
    changes.unsubscribe();
  }
}

/** `next` resolves after a change, the poll interval, or an abort. A change between two calls is not lost. */
function watch({ store, runtime }: SyncContext, runId: string, signal: AbortSignal | undefined) {
  let hasChanged = false;
  let waiting = new AbortController();
  const unsubscribe = store.notifications.subscribe(`run-changed:${runId}`, () => {
    hasChanged = true;
    waiting.abort();
  });
  return {
    next: async (): Promise<void> => {
      if (!hasChanged) {
        waiting = new AbortController();
        const ended = signal ? AbortSignal.any([waiting.signal, signal]) : waiting.signal;
        // Rejects only on a change or an abort.
        await runtime.clock.sleep(POLL_INTERVAL_MS, ended).catch(() => undefined);
      }
      hasChanged = false;
    },
    unsubscribe,
  };
}
