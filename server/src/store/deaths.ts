import type { ErrorCode } from '@goodfunds/shared';
import { and, eq, gt, gte, inArray, sql } from 'drizzle-orm';
import type { Change } from './context.ts';
import { addToCounters, finishRunIfDone } from './run-state.ts';
import { items } from './schema.ts';

/** After each death of a process, the items that it had claimed are claimed in batches smaller by this factor. */
export const BATCH_DIVISOR = 8;
/** After so many deaths an item is claimed alone, because the divisions leave one item of a thousand. */
const DEATHS_UNTIL_ALONE = 3;
/**
 * An item fails after so many consecutive deaths. At the last five it was the only claimed one of its process: an end
 * from outside, such as of a deployment, can hit the same contact a few times by chance.
 */
export const MAX_DEATHS = 8;

/**
 * Releases the items of an integration that were claimed when its process died, or its drain crashed. Those that were
 * claimed in too many deaths fail. `inProcess` are the integrations whose drains can have caused it. Returns whether an
 * item has to be claimed alone in its process from now on.
 */
export function releaseAfterDeath(
  change: Change,
  integrationId: string,
  inProcess: readonly string[],
): boolean {
  discountDeathsInCompany(change, inProcess);
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
  const released = queries
    .update(items)
    .set({ state: 'PENDING', deaths: sql`${items.deaths} + 1` })
    .where(claimed)
    .returning({ deaths: items.deaths })
    .all();
  for (const { runId } of failed) {
    addToCounters(change, runId, { failed: 1 });
    finishRunIfDone(change, runId);
  }
  return released.some(({ deaths }) => deaths >= DEATHS_UNTIL_ALONE);
}

/**
 * If several items were claimed, or several drains ran, the death is no evidence against one item: a drain can also cause
 * it before it claims any. This marks all claimed items, because those of other integrations are released later.
 */
function discountDeathsInCompany({ queries }: Change, inProcess: readonly string[]): void {
  const claimed = and(inArray(items.integrationId, inProcess), eq(items.state, 'CLAIMED'));
  const some = queries.select({ id: items.id }).from(items).where(claimed).limit(2).all();
  if (some.length < 2 && inProcess.length < 2) return;
  const most = DEATHS_UNTIL_ALONE - 1;
  queries
    .update(items)
    .set({ deaths: most })
    .where(and(claimed, gt(items.deaths, most)))
    .run();
}
