import { and, eq, gt, lte, or, sql } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { dueTimes } from './due-times.ts';
import type { IntegrationRecord } from './integrations.ts';
import { openRuns } from './run-state.ts';
import { createRun, hasContacts } from './runs.ts';
import { integrations } from './schema.ts';
import type { Queries } from './sqlite/queries.ts';

export type ScheduleStore = ReturnType<typeof createScheduleStore>;

/** A due time further ahead was set by a clock that was wrong. */
const MAX_AHEAD_MS = 8 * 24 * 3_600_000;

export function createScheduleStore({ write }: StoreContext) {
  return {
    /**
     * Starts the run of one integration that is due, with this id, and sets its next times, once over all processes. Times that were
     * missed count as one. `false` if no integration is due.
     */
    startDue: async (runId: string): Promise<boolean> =>
      await write('startScheduledRun', (change) => {
        const { queries, nowMs } = change;
        const integration = findDue(queries, nowMs);
        if (!integration) return false;
        const { id, accountId } = integration;
        queries.update(integrations).set(dueTimes(integration, nowMs)).where(eq(integrations.id, id)).run();
        const scope = dueScope(integration, nowMs);
        if (scope && hasContacts(queries, accountId) && !isCovered(queries, id, scope)) {
          createRun(change, { id: runId, accountId, integrationId: id, trigger: 'SCHEDULE', scope }, null);
        }
        return true;
      }),
  };
}

function findDue(queries: Queries, nowMs: number): IntegrationRecord | undefined {
  const { changedDueMs, allDueMs } = integrations;
  const wrongMs = nowMs + MAX_AHEAD_MS;
  return queries
    .select()
    .from(integrations)
    .where(
      and(
        eq(integrations.enabled, true),
        or(lte(changedDueMs, nowMs), lte(allDueMs, nowMs), gt(changedDueMs, wrongMs), gt(allDueMs, wrongMs)),
      ),
    )
    .orderBy(sql`min(coalesce(${changedDueMs}, ${allDueMs}), coalesce(${allDueMs}, ${changedDueMs}))`)
    .limit(1)
    .get();
}

/** A run over all contacts includes the changed ones. */
function dueScope({ changedDueMs, allDueMs }: IntegrationRecord, nowMs: number): 'ALL' | 'CHANGED' | null {
  if (allDueMs !== null && allDueMs <= nowMs) return 'ALL';
  return changedDueMs !== null && changedDueMs <= nowMs ? 'CHANGED' : null;
}

/** Whether an open run does the same, or a paused one shows that the CRM cannot be synced now. */
function isCovered(queries: Queries, integrationId: string, scope: 'ALL' | 'CHANGED'): boolean {
  return openRuns(queries, integrationId).some(
    (run) => run.status === 'PAUSED' || run.scope === 'ALL' || run.scope === scope,
  );
}
