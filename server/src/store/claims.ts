import type { Pause } from '@goodfunds/shared';
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { chooseItems, MAX_BATCH_CONTACTS } from './choose-items.ts';
import { type BatchResult, type ClaimedItem, commitBatch } from './commit-batch.ts';
import { parseContent } from './contacts.ts';
import type { Change, StoreContext } from './context.ts';
import { expandRun } from './expand-run.ts';
import { findIntegrationById, type IntegrationRecord } from './integrations.ts';
import { delayDrain, isLeaseValid, type Lease } from './lease-queue.ts';
import { applyRunEvent, finishRunIfDone, openRuns, pauseRuns, type RunRecord } from './run-state.ts';
import { contacts, items, runs, tasks } from './schema.ts';
import { jsonPlaceholder, prepared, type Queries } from './sqlite/queries.ts';

/** The steps of one drain. Those that write return `null` and change nothing once the lease is lost. */
export function createDrainStore({ database, write }: StoreContext) {
  const writeWithLease = async <T>(
    step: string,
    lease: Lease,
    work: (change: Change) => T,
  ): Promise<T | null> =>
    await write(step, (change) => (isLeaseValid(change.queries, lease) ? work(change) : null));

  return {
    /** Returns the current integration, and resumes runs whose pause is over. */
    begin: async (lease: Lease): Promise<IntegrationRecord | null> =>
      await writeWithLease('begin', lease, (change) => {
        for (const run of openRuns(change.queries, lease.integrationId)) {
          // After a crash nothing else finishes the pending items of a cancelled run.
          if (run.cancelRequested) finishRunIfDone(change, run.id);
          else if (isPauseOver(run, change.nowMs)) applyRunEvent(change, run.id, 'RESUME', { pause: null });
        }
        return findIntegrationById(change.queries, lease.integrationId) ?? null;
      }),

    /** Whether all open runs are paused, so that the CRM need not be contacted. */
    isIdle: async ({ integrationId }: Lease): Promise<boolean> =>
      openRuns(database, integrationId).every(({ status }) => status === 'PAUSED'),

    /** Adds the next contacts as items to a run. `false` if no run has contacts left to add. */
    expand: async (
      lease: Lease,
      target: { environmentId: string; settingsHash: string },
    ): Promise<boolean | null> =>
      await writeWithLease('expand', lease, (change) => {
        const run = openRuns(change.queries, lease.integrationId).find(
          ({ expanded, status }) => !expanded && status !== 'PAUSED',
        );
        if (run) expandRun(change, run, target);
        return run !== undefined;
      }),

    /**
     * Claims pending items, pushed ones first, as many as `limit` and `MAX_BATCH_BYTES` allow. A contact and an e-mail
     * are in flight only once: other items with the same one wait until that batch has ended.
     */
    claim: async (lease: Lease, limit = MAX_BATCH_CONTACTS): Promise<ClaimedItem[] | null> => {
      const itemIds = await writeWithLease('claim', lease, (change) =>
        claimItems(change, lease.integrationId, limit),
      );
      // Read after the claim is committed: a process that dies of the content has claimed it.
      return itemIds && readClaimed(database, itemIds);
    },

    /** Commits a batch and resets the count of failures. The drain counts as quick until it turns out to be slow. */
    commit: async (lease: Lease, batch: BatchResult): Promise<true | null> =>
      await writeWithLease('commit', lease, (change) => {
        commitBatch(change, lease, batch);
        changeTask(change.queries, lease, { failures: 0, quick: true });
        change.notify(`batch-committed:${lease.integrationId}`);
        return true as const;
      }),

    /**
     * Commits what was resolved, pauses the runs and counts a failure. Returns `OUTDATED` and pauses nothing if the
     * integration has another version than the drain used: the change may have fixed the cause.
     */
    suspend: async (
      lease: Lease,
      batch: BatchResult | null,
      pause: Pause,
      version: number,
    ): Promise<'SUSPENDED' | 'OUTDATED' | null> =>
      await writeWithLease('suspend', lease, (change) => {
        const { integrationId } = lease;
        if (batch) commitBatch(change, lease, batch);
        if (findIntegrationById(change.queries, integrationId)?.version !== version) return 'OUTDATED';
        pauseRuns(change, integrationId, pause);
        if (pause.until !== null) delayDrain(change, integrationId, Date.parse(pause.until));
        changeTask(change.queries, lease, { failures: sql`${tasks.failures} + 1` });
        return 'SUSPENDED';
      }),

    /** The number of consecutive failures. */
    failures: async (lease: Lease): Promise<number> =>
      database
        .select({ failures: tasks.failures })
        .from(tasks)
        .where(eq(tasks.integrationId, lease.integrationId))
        .get()?.failures ?? 0,
  };
}

function isPauseOver(run: RunRecord, nowMs: number): boolean {
  return run.pause?.until != null && Date.parse(run.pause.until) <= nowMs;
}

/** Returns the ids of the items. */
function claimItems(change: Change, integrationId: string, limit: number): number[] {
  const { queries } = change;
  const chosen = chooseItems(queries, integrationId, limit);
  if (chosen.length === 0) return [];
  const itemIds = chosen.map((item) => item.itemId);
  claimUpdate(queries).run({ itemIds: JSON.stringify(itemIds) });
  for (const runId of new Set(chosen.map((item) => item.runId))) {
    applyRunEvent(change, runId, 'CLAIM', {
      startedAtMs: sql`coalesce(${runs.startedAtMs}, ${change.nowMs})`,
    });
  }
  return itemIds;
}

function readClaimed(queries: Queries, itemIds: readonly number[]): ClaimedItem[] {
  return claimedQuery(queries)
    .all({ itemIds: JSON.stringify(itemIds) })
    .map(({ itemId, runId, content, contentHash, deaths }) => ({
      itemId,
      runId,
      contact: parseContent(content),
      contentHash,
      isUncertain: deaths > 0,
    }));
}

const claimedQuery = prepared((queries) =>
  queries
    .select({
      itemId: items.id,
      runId: items.runId,
      content: contacts.content,
      contentHash: contacts.contentHash,
      deaths: items.deaths,
    })
    .from(items)
    .innerJoin(
      contacts,
      and(eq(contacts.accountId, items.accountId), eq(contacts.contactId, items.contactId)),
    )
    .where(inArray(items.id, jsonPlaceholder('itemIds')))
    .orderBy(asc(items.priority), asc(items.id))
    .prepare(),
);

const claimUpdate = prepared((queries) =>
  queries
    .update(items)
    .set({
      state: 'CLAIMED',
      attempts: sql`${items.attempts} + 1`,
      // The e-mail may have changed since the item was created.
      email: sql`(select email from contacts where account_id = items.account_id and contact_id = items.contact_id)`,
    })
    .where(inArray(items.id, jsonPlaceholder('itemIds')))
    .prepare(),
);

function changeTask(
  queries: Queries,
  lease: Lease,
  fields: { failures: number | SQL; quick?: boolean },
): void {
  queries.update(tasks).set(fields).where(eq(tasks.integrationId, lease.integrationId)).run();
}
