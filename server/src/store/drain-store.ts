import type { Contact, ContactOutcome, Pause } from '@goodfunds/shared';
import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { readStoredContact } from './contact-store.ts';
import { type Queries, writing } from './database.ts';
import { findIntegrationById, type IntegrationRecord } from './integration-store.ts';
import { insertItems } from './new-runs.ts';
import {
  addToCounters,
  applyRunEvent,
  countOutcomes,
  finishRunIfDone,
  openRuns,
  pauseRuns,
  type RunRecord,
} from './run-changes.ts';
import { contacts, items, links, runs, tasks } from './schema.ts';
import type { ChangeContext, StoreContext } from './store-context.ts';
import { isLeaseValid, type Lease, releaseClaims } from './task-store.ts';

/** One contact of a claimed batch, with the content as it stood when it was claimed. */
export type ClaimedItem = { itemId: number; runId: string; contact: Contact; contentHash: string };

export type Settlement = {
  /** The environment to which the links belong. */
  environmentId: string;
  /** Stands for mapping, strategies and options as they were when the batch was claimed. */
  settingsHash: string;
  claimed: readonly ClaimedItem[];
  /** Items of contacts without an outcome are pending again. */
  outcomes: readonly ContactOutcome[];
};

/**
 * The steps of one drain, each a transaction. All of them answer `null` and change nothing once the lease is lost.
 */
export interface DrainStore {
  /** The integration as it is now; runs whose pause is over are opened again. */
  begin(lease: Lease): Promise<IntegrationRecord | null>;
  /** Makes the next items of runs over stored contacts. Answers how many contacts were looked at. */
  expand(
    lease: Lease,
    scope: { environmentId: string; settingsHash: string; limit: number },
  ): Promise<number | null>;
  /** Claims pending items, pushed ones first, each contact once. */
  claim(lease: Lease, limit: number): Promise<ClaimedItem[] | null>;
  /** Outcomes, links and counters. */
  commit(lease: Lease, settlement: Settlement): Promise<true | null>;
  /** Commits what was reached, makes the rest pending again and pauses the runs. Counts as a failed try. */
  suspend(lease: Lease, settlement: Settlement | null, pause: Pause): Promise<true | null>;
  /** Failed tries in a row. */
  failures(lease: Lease): Promise<number>;
}

export function createDrainStore({ database, clock, hints, transition }: StoreContext): DrainStore {
  const underLease = <T>(lease: Lease, work: (context: ChangeContext) => T): T | null =>
    writing(database, (queries) =>
      isLeaseValid(queries, lease) ? work({ queries, nowMs: clock.now(), hints, transition }) : null,
    );

  return {
    begin: async (lease) =>
      underLease(lease, (context) => {
        for (const run of openRuns(context.queries, lease.integrationId)) {
          if (isPauseOver(run, context.nowMs)) applyRunEvent(context, run.id, 'RESUME', { pause: null });
        }
        return findIntegrationById(context.queries, lease.integrationId) ?? null;
      }),

    expand: async (lease, scope) =>
      underLease(lease, (context) => {
        const run = nextRunToExpand(context.queries, lease.integrationId);
        return run ? expandChunk(context, run, scope) : 0;
      }),

    claim: async (lease, limit) =>
      underLease(lease, (context) => claimItems(context, lease.integrationId, limit)),

    commit: async (lease, settlement) =>
      underLease(lease, (context) => {
        settle(context, lease, settlement);
        setFailures(context.queries, lease, sql`0`);
        return true;
      }),

    suspend: async (lease, settlement, pause) =>
      underLease(lease, (context) => {
        if (settlement) settle(context, lease, settlement);
        pauseRuns(context, lease.integrationId, pause);
        setFailures(context.queries, lease, sql`${tasks.failures} + 1`);
        return true;
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
): number {
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
    .set({ expandCursor: chunk.at(-1)?.contactId ?? run.expandCursor, expanded: chunk.length < limit })
    .where(eq(runs.id, runId))
    .run();
  finishRunIfDone(context, runId);
  return chunk.length;
}

function claimItems(context: ChangeContext, integrationId: string, limit: number): ClaimedItem[] {
  const { queries } = context;
  const pending = queries
    .select({ itemId: items.id, runId: items.runId, accountId: items.accountId, contactId: items.contactId })
    .from(items)
    .innerJoin(runs, eq(runs.id, items.runId))
    .where(
      and(
        eq(items.integrationId, integrationId),
        eq(items.state, 'PENDING'),
        inArray(runs.status, ['QUEUED', 'RUNNING']),
      ),
    )
    .orderBy(asc(items.priority), asc(items.id))
    // Some may stand for the same contact, which is in flight only once.
    .limit(limit * 2)
    .all();
  const claimed: ClaimedItem[] = [];
  const contactIds = new Set<string>();
  for (const { itemId, runId, accountId, contactId } of pending) {
    if (claimed.length === limit) break;
    if (contactIds.has(contactId)) continue;
    const stored = readStoredContact(queries, accountId, contactId);
    if (!stored) continue;
    contactIds.add(contactId);
    queries
      .update(items)
      .set({ state: 'CLAIMED', attempts: sql`${items.attempts} + 1` })
      .where(eq(items.id, itemId))
      .run();
    claimed.push({ itemId, runId, ...stored });
  }
  for (const runId of new Set(claimed.map((item) => item.runId))) {
    const run = openRuns(queries, integrationId).find(({ id }) => id === runId);
    applyRunEvent(context, runId, 'CLAIM', { startedAtMs: run?.startedAtMs ?? context.nowMs });
  }
  return claimed;
}

function settle(context: ChangeContext, lease: Lease, settlement: Settlement): void {
  const outcomes = new Map(settlement.outcomes.map((outcome) => [outcome.contactId, outcome]));
  const settledByRun = new Map<string, ContactOutcome['outcome'][]>();
  for (const item of settlement.claimed) {
    const outcome = outcomes.get(item.contact.id);
    if (!outcome || !settleItem(context, item, outcome)) continue;
    if (isSuccess(outcome)) saveLink(context, lease, settlement, item, outcome.crmContactId);
    settledByRun.set(item.runId, [...(settledByRun.get(item.runId) ?? []), outcome.outcome]);
  }
  releaseClaims(context.queries, lease.integrationId);
  for (const [runId, settled] of settledByRun) addToCounters(context, runId, countOutcomes(settled));
  for (const runId of new Set(settlement.claimed.map((item) => item.runId))) finishRunIfDone(context, runId);
}

/** `false` when the item has ended otherwise, because its contact was forgotten meanwhile. */
function settleItem({ queries, nowMs }: ChangeContext, item: ClaimedItem, outcome: ContactOutcome): boolean {
  const { candidates, changedAttributes, error } = outcome;
  const { changes } = queries
    .update(items)
    .set({
      state: 'DONE',
      outcome: outcome.outcome,
      reason: outcome.reason,
      crmContactId: outcome.crmContactId,
      details: { candidates, changedAttributes, error },
      finishedAtMs: nowMs,
    })
    .where(and(eq(items.id, item.itemId), eq(items.state, 'CLAIMED')))
    .run();
  return changes === 1;
}

/** Outcomes after which the contact is where it belongs. */
function isSuccess(outcome: ContactOutcome): outcome is ContactOutcome & { crmContactId: string } {
  const reached = outcome.outcome !== 'FAILED' && outcome.outcome !== 'SKIPPED';
  return outcome.crmContactId !== null && (reached || outcome.reason === 'EXISTING_CONTACT');
}

function saveLink(
  { queries, nowMs }: ChangeContext,
  lease: Lease,
  { environmentId, settingsHash }: Settlement,
  item: ClaimedItem,
  crmContactId: string,
): void {
  const integration = findIntegrationById(queries, lease.integrationId);
  if (!integration) return;
  const state = { crmContactId, contentHash: item.contentHash, settingsHash, linkedAtMs: nowMs };
  queries
    .insert(links)
    .values({ accountId: integration.accountId, environmentId, contactId: item.contact.id, ...state })
    .onConflictDoUpdate({ target: [links.accountId, links.environmentId, links.contactId], set: state })
    .run();
}

function setFailures(queries: Queries, lease: Lease, failures: SQL): void {
  queries.update(tasks).set({ failures }).where(eq(tasks.integrationId, lease.integrationId)).run();
}
