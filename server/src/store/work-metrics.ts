import { and, count, eq, inArray, lte, sql } from 'drizzle-orm';
import type { WorkMetrics } from '../runtime/metrics.ts';
import type { StoreContext } from './context.ts';
import { OPEN_RUN_STATUSES } from './run-state.ts';
import { runs, tasks } from './schema.ts';

/** Reads the counters of open runs, never their items. */
export function readWorkMetrics({ database, clock }: StoreContext): WorkMetrics {
  const nowMs = clock.now();
  const open = database
    .select({
      status: runs.status,
      count: count(),
      pending: sql<number>`sum(${runs.total} - ${runs.created} - ${runs.updated} - ${runs.unchanged} - ${runs.skipped} - ${runs.failed})`,
    })
    .from(runs)
    .where(inArray(runs.status, OPEN_RUN_STATUSES))
    .groupBy(runs.status)
    .all();
  const oldest = database
    .select({ sinceMs: sql<number | null>`min(max(${tasks.queuedAtMs}, ${tasks.notBeforeMs}))` })
    .from(tasks)
    .where(and(eq(tasks.pending, true), lte(tasks.notBeforeMs, nowMs), lte(tasks.leaseUntilMs, nowMs)))
    .get();
  return {
    openRuns: Object.fromEntries(open.map((row) => [row.status, row.count])),
    pendingItems: open.reduce((sum, { pending }) => sum + pending, 0),
    oldestDueMs: oldest?.sinceMs == null ? 0 : Math.max(nowMs - oldest.sinceMs, 0),
  };
}
