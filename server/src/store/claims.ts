import type { Pause } from '@goodfunds/shared';
import { and, asc, eq, gt, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { type ClaimedItem, type Settlement, settle } from './commit-batch.ts';
import { parseContent } from './contacts.ts';
import type { ChangeContext, StoreContext } from './context.ts';
import { findIntegrationById, type IntegrationRecord } from './integrations.ts';
import { isLeaseValid, type Lease, parkTask } from './lease-queue.ts';
import { insertItems } from './new-runs.ts';
import {
  addToCounters,
  applyRunEvent,
  finishRunIfDone,
  openRuns,
  pauseRuns,
  type RunRecord,
} from './run-state.ts';
import { contacts, items, links, runs, tasks } from './schema.ts';
import type { Queries } from './sqlite/open.ts';
import { prepared } from './sqlite/prepared.ts';

/**
 * The steps of one drain, each a transaction. All of them answer `null` and change nothing once the lease is lost.
 */
export interface DrainStore {
  /** The integration as it is now; runs whose pause is over are opened again. */
  begin(lease: Lease): Promise<IntegrationRecord | null>;
  /** Whether no run wants anything now, so that the CRM need not be asked either. */
  isIdle(lease: Lease): Promise<boolean>;
  /** Makes the next items of runs over stored contacts. `false` when no run has contacts left to look at. */
  expand(
    lease: Lease,
    scope: { environmentId: string; settingsHash: string; limit: number },
  ): Promise<boolean | null>;
  /**
   * Claims pending items, pushed ones first. A contact, and an e-mail, is in flight only once: whoever shares it
   * waits until that batch has ended.
   */
  claim(lease: Lease, limit: number): Promise<ClaimedItem[] | null>;
  /** Outcomes, links and counters. */
  commit(lease: Lease, settlement: Settlement): Promise<true | null>;
  /**
   * Commits what was reached, makes the rest pending again and pauses the runs. Counts as a failed try. `OUTDATED`,
   * and nothing is paused, when the integration is no longer of the version that the drain went by: what stopped it
   * may be what was just put right.
   */
  suspend(
    lease: Lease,
    settlement: Settlement | null,
    pause: Pause,
    version: number,
  ): Promise<'SUSPENDED' | 'OUTDATED' | null>;
  /** Failed tries in a row. */
  failures(lease: Lease): Promise<number>;
}

export function createDrainStore({ database, write, clock, hints, transition }: StoreContext): DrainStore {
  const underLease = async <T>(
    step: string,
    lease: Lease,
    work: (context: ChangeContext) => T,
  ): Promise<T | null> =>
    write(step, (queries) =>
      isLeaseValid(queries, lease) ? work({ queries, nowMs: clock.now(), hints, transition }) : null,
    );

  return {
    begin: async (lease) =>
      underLease('begin', lease, (context) => {
        for (const run of openRuns(context.queries, lease.integrationId)) {
          // Items that a crash gave back to a run that is being cancelled have nobody else who ends them.
          if (run.cancelRequested) finishRunIfDone(context, run.id);
          else if (isPauseOver(run, context.nowMs)) applyRunEvent(context, run.id, 'RESUME', { pause: null });
        }
        return findIntegrationById(context.queries, lease.integrationId) ?? null;
      }),

    isIdle: async ({ integrationId }) =>
      openRuns(database, integrationId).every(({ status }) => status === 'PAUSED'),

    expand: async (lease, scope) =>
      underLease('expand', lease, (context) => {
        const run = nextRunToExpand(context.queries, lease.integrationId);
        if (run) expandChunk(context, run, scope);
        return run !== undefined;
      }),

    claim: async (lease, limit) =>
      underLease('claim', lease, (context) => claimItems(context, lease.integrationId, limit)),

    commit: async (lease, settlement) =>
      underLease('commit', lease, (context) => {
        settle(context, lease, settlement);
        setFailures(context.queries, lease, sql`0`);
        return true;
      }),

    suspend: async (lease, settlement, pause, version) =>
      underLease('suspend', lease, (context) => {
        if (settlement) settle(context, lease, settlement);
        if (findIntegrationById(context.queries, lease.integrationId)?.version !== version) return 'OUTDATED';
        pauseRuns(context, lease.integrationId, pause);
        if (pause.until !== null) parkTask(context.queries, lease.integrationId, Date.parse(pause.until));
        setFailures(context.queries, lease, sql`${tasks.failures} + 1`);
        return 'SUSPENDED';
      }),

    failures: async (lease) =>
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

function nextRunToExpand(queries: Queries, integrationId: string): RunRecord | undefined {
  return queries
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.integrationId, integrationId),
        eq(runs.expanded, false),
        inArray(runs.status, ['QUEUED', 'RUNNING']),
      ),
    )
    .orderBy(asc(runs.sequence))
    .get();
}

function expandChunk(
  context: ChangeContext,
  run: RunRecord,
  { environmentId, settingsHash, limit }: { environmentId: string; settingsHash: string; limit: number },
): void {
  const { queries } = context;
  const chunk = queries
    .select({
      contactId: contacts.contactId,
      email: contacts.email,
      changed: sql<number>`${links.contentHash} is not ${contacts.contentHash} or ${links.settingsHash} is not ${settingsHash}`,
    })
    .from(contacts)
    .leftJoin(
      links,
      and(
        eq(links.accountId, contacts.accountId),
        eq(links.environmentId, environmentId),
        eq(links.contactId, contacts.contactId),
      ),
    )
    .where(and(eq(contacts.accountId, run.accountId), gt(contacts.contactId, run.expandCursor ?? '')))
    .orderBy(asc(contacts.contactId))
    .limit(limit)
    .all();
  const chosen = run.scope === 'ALL' ? chunk : chunk.filter((contact) => contact.changed === 1);
  const { id: runId, integrationId, accountId } = run;
  const added = insertItems(queries, { runId, integrationId, accountId, priority: 1 }, chosen);
  addToCounters(context, runId, { total: added });
  queries
    .update(runs)
    .set(
      chunk.length < limit
        ? { expanded: true, expandCursor: null }
        : { expandCursor: chunk.at(-1)?.contactId ?? null },
    )
    .where(eq(runs.id, runId))
    .run();
  finishRunIfDone(context, runId);
}

function claimItems(context: ChangeContext, integrationId: string, limit: number): ClaimedItem[] {
  const { queries } = context;
  const pending = claimableQuery(queries).all({ integrationId, limit });
  if (pending.length === 0) return [];
  // A contact with items in several runs is in flight only once.
  const chosen = [
    ...new Map(pending.toReversed().map((item) => [item.contactId, item])).values(),
  ].toReversed();
  claimUpdate(queries).run({ itemIds: JSON.stringify(chosen.map((item) => item.itemId)) });
  for (const runId of new Set(chosen.map((item) => item.runId))) {
    applyRunEvent(context, runId, 'CLAIM', {
      startedAtMs: sql`coalesce(${runs.startedAtMs}, ${context.nowMs})`,
    });
  }
  return chosen.map(({ itemId, runId, content, contentHash }) => ({
    itemId,
    runId,
    contact: parseContent(content),
    contentHash,
  }));
}

const claimableQuery = prepared((queries) =>
  queries
    .select({
      itemId: items.id,
      runId: items.runId,
      contactId: items.contactId,
      content: contacts.content,
      contentHash: contacts.contentHash,
    })
    .from(items)
    .innerJoin(runs, eq(runs.id, items.runId))
    .innerJoin(
      contacts,
      and(eq(contacts.accountId, items.accountId), eq(contacts.contactId, items.contactId)),
    )
    .where(
      and(
        eq(items.integrationId, sql.placeholder('integrationId')),
        eq(items.state, 'PENDING'),
        inArray(runs.status, ['QUEUED', 'RUNNING']),
        notInArray(items.contactId, inFlight(queries, items.contactId)),
        or(isNull(contacts.email), notInArray(contacts.email, inFlight(queries, items.email))),
      ),
    )
    .orderBy(asc(items.priority), asc(items.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
);

/** What claimed items have in the column. An unknown value among them would make SQL answer "unknown" for all. */
function inFlight(queries: Queries, column: typeof items.contactId | typeof items.email) {
  return queries
    .select({ value: column })
    .from(items)
    .where(
      and(
        eq(items.integrationId, sql.placeholder('integrationId')),
        eq(items.state, 'CLAIMED'),
        isNotNull(column),
      ),
    );
}

const claimUpdate = prepared((queries) =>
  queries
    .update(items)
    .set({
      state: 'CLAIMED',
      attempts: sql`${items.attempts} + 1`,
      // The e-mail that goes out now; it may be another one than when the item was made.
      email: sql`(select email from contacts where account_id = items.account_id and contact_id = items.contact_id)`,
    })
    .where(inArray(items.id, sql`(select value from json_each(${sql.placeholder('itemIds')}))`))
    .prepare(),
);

function setFailures(queries: Queries, lease: Lease, failures: SQL): void {
  queries.update(tasks).set({ failures }).where(eq(tasks.integrationId, lease.integrationId)).run();
}
