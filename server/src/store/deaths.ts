import type { ErrorCode } from '@goodfunds/shared';
import { and, eq, gte, sql } from 'drizzle-orm';
import type { Change } from './context.ts';
import { addToCounters, finishRunIfDone } from './run-state.ts';
import { items } from './schema.ts';

/** After each death of a process, the items that it had claimed are claimed in batches smaller by this factor. */
export const BATCH_DIVISOR = 8;
/**
 * An item fails after so many consecutive deaths. In the last three it was the only one of its integration: three
 * divisions leave one item of a thousand.
 */
export const MAX_DEATHS = 6;

/** Releases the items that a process had claimed when it died. Those that were claimed in too many deaths fail. */
export function releaseAfterDeath(change: Change, integrationId: string): void {
  const { queries, nowMs } = change;
  const code: ErrorCode = 'PROCESSING_CRASHED';
  const claimed = and(eq(items.integrationId, integrationId), eq(items.state, 'CLAIMED'));
  const failed = queries
    .update(items)
    .set({
      state: 'DONE',
      outcome: 'FAILED',
      reason: code,
      details: { candidates: [], changedAttributes: [], error: { code, params: {} } },
      finishedAtMs: nowMs,
    })
    .where(and(claimed, gte(items.deaths, MAX_DEATHS - 1)))
    .returning({ runId: items.runId })
    .all();
  queries
    .update(items)
    .set({ state: 'PENDING', deaths: sql`${items.deaths} + 1` })
    .where(claimed)
    .run();
  for (const { runId } of failed) {
    addToCounters(change, runId, { failed: 1 });
    finishRunIfDone(change, runId);
  }
}
