import type { Run } from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';
import { viewRun } from './run-view.ts';
import { requireRun, type SyncContext } from './sync-context.ts';

/** The store is looked at this often even without a hint, because another process may drain. */
const LOOK_EVERY_MS = 1_000;

export async function* progress(
  context: SyncContext,
  caller: Caller,
  runId: string,
  signal?: AbortSignal,
): AsyncGenerator<Run> {
  const changes = watch(context, runId, signal);
  try {
    let seen = -1;
    while (!signal?.aborted) {
      const run = await requireRun(context, caller, runId);
      if (run.revision > seen) {
        seen = run.revision;
        yield viewRun(run);
      }
      if (run.finishedAtMs !== null) return;
      await changes.next();
    }
  } finally {
    changes.close();
  }
}

/** Resolves `next` on a hint, after a while, or at the end; a hint that came while nobody waited is not lost. */
function watch({ store, runtime }: SyncContext, runId: string, signal: AbortSignal | undefined) {
  let hinted = false;
  let rest = new AbortController();
  const unsubscribe = store.hints.onRunChanged(runId, () => {
    hinted = true;
    rest.abort();
  });
  return {
    next: async (): Promise<void> => {
      if (!hinted) {
        rest = new AbortController();
        const ended = signal ? AbortSignal.any([rest.signal, signal]) : rest.signal;
        // Whichever ends the rest, the run is looked at again.
        await runtime.clock.sleep(LOOK_EVERY_MS, ended).catch(() => undefined);
      }
      hinted = false;
    },
    close: unsubscribe,
  };
}
