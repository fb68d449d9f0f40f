import type { Contradiction, ListItemsInput, Outcome, RunCause } from '@goodfunds/shared';
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  like,
  lt,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm';
import { notFound } from '../runtime/use-case-error.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import type { Change, StoreContext } from './context.ts';
import { expandRetry, hasFailedItems, insertItems } from './expand-run.ts';
import { type IdempotentCall, respondOnce } from './idempotency.ts';
import { requestDrain } from './lease-queue.ts';
import { cutPage, textBytes } from './page-bytes.ts';
import { changeRun, findRun, finishRunIfDone, type RunRecord, requireRun } from './run-state.ts';
import { contacts, items, runs } from './schema.ts';
import { jsonList, type Queries } from './sqlite/queries.ts';

export type ItemRecord = typeof items.$inferSelect;

type ItemFilter = Pick<ListItemsInput, 'outcome' | 'reason' | 'warnings' | 'search'>;
export type NewRun = Pick<RunRecord, 'id' | 'accountId' | 'integrationId' | 'trigger' | 'scope'> &
  Partial<Pick<RunRecord, 'retriedRunId' | 'retriedReason'>>;

export function createRunStore({ database, write }: StoreContext) {
  return {
    /** `null` for unknown ids and ids of other accounts. */
    find: async (accountId: number, runId: string): Promise<RunRecord | null> => {
      const run = findRun(database, runId);
      return run?.accountId === accountId ? run : null;
    },

    /** A page of runs, newest first. */
    list: async (
      integrationId: string,
      { beforeSequence, limit }: { beforeSequence: number | null; limit: number },
    ): Promise<{ runs: RunRecord[]; hasMore: boolean }> => {
      const sizes = database
        .select({ id: runs.id, bytes: textBytes(runs.pause, runs.error) })
        .from(runs)
        .where(
          and(
            eq(runs.integrationId, integrationId),
            beforeSequence === null ? undefined : lt(runs.sequence, beforeSequence),
          ),
        )
        .orderBy(desc(runs.sequence))
        .limit(limit)
        .all();
      const { ids, hasMore } = cutPage(sizes, limit);
      const ofPage = inArray(runs.id, jsonList(ids));
      return {
        runs: database.select().from(runs).where(ofPage).orderBy(desc(runs.sequence)).all(),
        hasMore,
      };
    },

    /** A page of items, in the order of their creation. */
    listItems: async (
      runId: string,
      filter: ItemFilter,
      { afterId, limit }: { afterId: number; limit: number },
    ): Promise<{ items: ItemRecord[]; hasMore: boolean }> => {
      const sizes = database
        .select({ id: items.id, bytes: textBytes(items.email, items.details, items.contradictions) })
        .from(items)
        .where(and(eq(items.runId, runId), gt(items.id, afterId), ...itemConditions(filter)))
        .orderBy(items.id)
        .limit(limit)
        .all();
      const { ids, hasMore } = cutPage(sizes, limit);
      const ofPage = inArray(items.id, jsonList(ids));
      return { items: database.select().from(items).where(ofPage).orderBy(items.id).all(), hasMore };
    },

    /** The number of skipped and failed items by reason, most frequent first. */
    countCauses: async (runId: string): Promise<RunCause[]> =>
      database
        .select({
          outcome: sql<Outcome>`${items.outcome}`,
          reason: sql<string>`${items.reason}`,
          count: count(),
        })
        .from(items)
        .where(
          and(eq(items.runId, runId), inArray(items.outcome, ['SKIPPED', 'FAILED']), isNotNull(items.reason)),
        )
        .groupBy(items.outcome, items.reason)
        .orderBy(desc(count()), asc(items.outcome), asc(items.reason))
        .all(),

    /** The number of items by contradicting attribute, most frequent first. */
    countContradictions: async (runId: string): Promise<Contradiction[]> =>
      database.all<Contradiction>(sql`
        select attribute.value as attribute, count(*) as count
        from ${items}, json_each(${items.contradictions}) as attribute
        where ${items.runId} = ${runId} and ${items.contradictions} is not null
        group by attribute.value order by count desc, attribute`),

    /** Returns the response. Rejects with NOT_FOUND if one of the contacts is not stored. */
    start: async (request: {
      run: NewRun;
      /** `null` for a scope that the drain expands. */
      contactIds: readonly string[] | null;
      idempotentCall: IdempotentCall | null;
      /** Serialises the response for replay under the same idempotency key. */
      formatResponse: (run: RunRecord) => string;
      audit: AuditEntry;
    }): Promise<string> =>
      await write('startRun', (change) =>
        respondOnce(change, request.idempotentCall, () => {
          const { run, contactIds } = request;
          const chosen = contactIds && contactsById(change.queries, run.accountId, contactIds);
          const created = createRun(change, run, chosen);
          if (contactIds && created.total < new Set(contactIds).size) throw notFound();
          writeAudit(change, request.audit);
          return request.formatResponse(created);
        }),
      ),

    /** Creates a run over the failed items of another; `null` if there are none. The drain adds all but the first. */
    retryFailed: async (
      run: NewRun & { retriedRunId: string; retriedReason: string | null },
      audit: AuditEntry,
    ): Promise<RunRecord | null> =>
      await write('retryFailed', (change) => {
        if (!hasFailedItems(change.queries, run)) return null;
        writeAudit(change, audit);
        insertRun(change, run, { expanded: false });
        expandRetry(change, requireRun(change.queries, run.id));
        requestDrain(change, run.integrationId);
        return requireRun(change.queries, run.id);
      }),

    /** Skips pending items at once. Claimed ones end with their batch. */
    cancel: async (run: RunRecord, audit: AuditEntry): Promise<RunRecord> =>
      await write('cancelRun', (change) => {
        changeRun(change, run.id, { cancelRequested: true, expanded: true });
        writeAudit(change, audit);
        finishRunIfDone(change, run.id);
        return findRun(change.queries, run.id) ?? run;
      }),
  };
}

/** Adds a run with its items and requests a drain. */
export function createRun(
  change: Change,
  run: NewRun,
  /** Selects `contact_id` and `email`; `null` for a scope that the drain expands. */
  chosen: SQLWrapper | null,
): RunRecord {
  insertRun(change, run, { expanded: chosen !== null });
  if (chosen) changeRun(change, run.id, { total: insertItems(change.queries, run, chosen) });
  requestDrain(change, run.integrationId);
  return requireRun(change.queries, run.id);
}

/** `expanded`: all its contacts already are items. Otherwise drains add them chunk by chunk. */
export function insertRun(
  { queries, nowMs }: Change,
  run: NewRun,
  { expanded }: { expanded: boolean },
): void {
  queries
    .insert(runs)
    .values({
      ...run,
      sequence: sql`(select coalesce(max(sequence), 0) + 1 from runs)`,
      status: 'QUEUED',
      cancelRequested: false,
      expanded,
      total: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      review: 0,
      failed: 0,
      warnings: 0,
      revision: 1,
      createdAtMs: nowMs,
    })
    .run();
}

export function hasContacts(queries: Queries, accountId: number): boolean {
  const first = queries
    .select({ contactId: contacts.contactId })
    .from(contacts)
    .where(eq(contacts.accountId, accountId))
    .limit(1)
    .get();
  return first !== undefined;
}

export function contactsById(queries: Queries, accountId: number, contactIds: readonly string[]) {
  return queries
    .select({ contactId: contacts.contactId, email: contacts.email })
    .from(contacts)
    .where(and(eq(contacts.accountId, accountId), inArray(contacts.contactId, jsonList(contactIds))));
}

function itemConditions({ outcome, reason, warnings, search }: ItemFilter): (SQL | undefined)[] {
  const pattern = search && `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return [
    outcome && eq(items.outcome, outcome),
    reason ? eq(items.reason, reason) : undefined,
    warnings && eq(items.hasWarnings, true),
    pattern
      ? or(sql`${like(items.email, pattern)} escape '\\'`, sql`${like(items.contactId, pattern)} escape '\\'`)
      : undefined,
  ];
}
