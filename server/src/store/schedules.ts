import { and, eq, gt, lte, notExists, or } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { dueTimes } from './due-times.ts';
import { findIntegrationById, type IntegrationRecord } from './integrations.ts';
import { openRuns } from './run-state.ts';
import { createRun, hasContacts } from './runs.ts';
import { integrations, runs } from './schema.ts';

export type ScheduleStore = ReturnType<typeof createScheduleStore>;

/** A due time further ahead was set by a clock that was wrong. */
const MAX_AHEAD_MS = 8 * 24 * 3_600_000;

export function createScheduleStore({ database, write, clock }: StoreContext) {
  return {
    /** The integrations that are due. One with a paused run is not, until the pause is over. */
    listDue: async (): Promise<string[]> => {
      const { id, changedDueMs, allDueMs } = integrations;
      const nowMs = clock.now();
      const wrongMs = nowMs + MAX_AHEAD_MS;
      const pausedRun = database
        .select({ id: runs.id })
        .from(runs)
        .where(and(eq(runs.integrationId, id), eq(runs.status, 'PAUSED')));
      const due = database
        .select({ id })
        .from(integrations)
        .where(
          and(
            or(
              lte(changedDueMs, nowMs),
              lte(allDueMs, nowMs),
              gt(changedDueMs, wrongMs),
              gt(allDueMs, wrongMs),
            ),
            notExists(pausedRun),
          ),
        )
        .all();
      return due.map((integration) => integration.id);
    },

    /**
     * Starts the run that is due, with this id, and sets the next times, once over all processes. Times that were missed
     * count as one.
     */
    startDue: async (integrationId: string, runId: string): Promise<void> => {
      await write('startScheduledRun', (change) => {
        const { queries, nowMs } = change;
        const integration = findIntegrationById(queries, integrationId);
        const open = openRuns(queries, integrationId);
        if (!integration || open.some(({ status }) => status === 'PAUSED')) return;
        const { accountId } = integration;
        const next = dueTimes(integration, nowMs);
        queries.update(integrations).set(next).where(eq(integrations.id, integrationId)).run();
        const scope = dueScope(integration, nowMs);
        const isCovered = open.some((run) => run.scope === 'ALL' || run.scope === scope);
        if (!scope || isCovered || !hasContacts(queries, accountId)) return;
        createRun(change, { id: runId, accountId, integrationId, trigger: 'SCHEDULE', scope }, null);
      });
    },
  };
}

/** A run over all contacts includes the changed ones. */
function dueScope({ changedDueMs, allDueMs }: IntegrationRecord, nowMs: number): 'ALL' | 'CHANGED' | null {
  if (allDueMs !== null && allDueMs <= nowMs) return 'ALL';
  return changedDueMs !== null && changedDueMs <= nowMs ? 'CHANGED' : null;
}
