import type { ListItemsInput, Outcome, RunCause } from '@goodfunds/shared';
import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  like,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { notFound } from '../runtime/use-case-error.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import type { Change, StoreContext } from './context.ts';
import { type IdempotentCall, respondOnce } from './idempotency.ts';
import { requestDrain } from './lease-queue.ts';
import { changeRun, findRun, finishRunIfDone, type RunRecord } from './run-state.ts';
import { contacts, items, runs } from './schema.ts';
import { jsonColumn, jsonList, jsonRows, type Queries } from './sqlite/queries.ts';

export type ItemRecord = typeof items.$inferSelect;

type ItemFilter = Pick<ListItemsInput, 'outcome' | 'reason' | 'search'>;
export type NewRun = Pick<RunRecord, 'id' | 'accountId' | 'integrationId' | 'trigger' | 'scope'>;

export function createRunStore({ database, write }: StoreContext) {
  return {
    /** `null` for unknown ids and ids of other accounts. */
    find: async (accountId: number, runId: string): Promise<RunRecord | null> => {
      const run = findRun(database, runId);
      return run?.accountId === accountId ? run : null;
    },

    /** Newest first. */
    list: async (
      integrationId: string,
      { beforeSequence, limit }: { beforeSequence: number | null; limit: number },
    ): Promise<RunRecord[]> =>
      database
        .select()
        .from(runs)
        .where(
          and(
            eq(runs.integrationId, integrationId),
            beforeSequence === null ? undefined : lt(runs.sequence, beforeSequence),
          ),
        )
        .orderBy(desc(runs.sequence))
        .limit(limit)
        .all(),

    /** In the order of their creation. */
    listItems: async (
      runId: string,
      filter: ItemFilter,
      { afterId, limit }: { afterId: number; limit: number },
    ): Promise<ItemRecord[]> =>
      database
        .select()
        .from(items)
        .where(and(eq(items.runId, runId), gt(items.id, afterId), ...itemConditions(filter)))
        .orderBy(items.id)
        .limit(limit)
        .all(),

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
          const chosen = contactIds && findContacts(change.queries, run.accountId, contactIds);
          if (chosen && chosen.length < new Set(contactIds).size) throw notFound();
          writeAudit(change, request.audit);
          return request.formatResponse(createRun(change, run, chosen));
        }),
      ),

    /** Creates a run over the failed items of another; `null` if there are none. */
    retryFailed: async (
      failedRun: RunRecord,
      run: NewRun,
      reason: string | null,
      audit: AuditEntry,
    ): Promise<RunRecord | null> =>
      await write('retryFailed', (change) => {
        const failed = findFailed(change.queries, failedRun.id, reason);
        if (failed.length === 0) return null;
        writeAudit(change, audit);
        return createRun(change, run, failed);
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

function createRun(
  change: Change,
  run: NewRun,
  chosen: readonly { contactId: string; email: string | null }[] | null,
): RunRecord {
  insertRun(change, run, { expanded: chosen !== null });
  if (chosen) changeRun(change, run.id, { total: insertItems(change.queries, run, chosen) });
  requestDrain(change, run.integrationId);
  const created = findRun(change.queries, run.id);
  if (!created) throw new Error(`Run ${run.id} is missing in the transaction that created it.`);
  return created;
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
      failed: 0,
      revision: 1,
      createdAtMs: nowMs,
    })
    .run();
}

/** Adds contacts to a run, each once. Returns how many were new to it. Pushed items are claimed before others. */
export function insertItems(
  queries: Queries,
  run: Pick<NewRun, 'id' | 'accountId' | 'integrationId' | 'scope'>,
  chosen: readonly { contactId: string; email?: string | null | undefined }[],
): number {
  const rows = chosen.map(({ contactId, email }) => ({ contactId, email: email ?? null }));
  const { changes } = queries.run(sql`
    insert into items (run_id, integration_id, account_id, contact_id, email, priority, state, attempts)
    select ${run.id}, ${run.integrationId}, ${run.accountId}, ${jsonColumn('contactId')}, ${jsonColumn('email')},
      ${run.scope === 'PUSHED' ? 0 : 1}, 'PENDING', 0
    from ${jsonRows(rows)} where true
    on conflict do nothing`);
  return changes;
}

function findContacts(queries: Queries, accountId: number, contactIds: readonly string[]) {
  return queries
    .select({ contactId: contacts.contactId, email: contacts.email })
    .from(contacts)
    .where(and(eq(contacts.accountId, accountId), inArray(contacts.contactId, jsonList(contactIds))))
    .all();
}

/** The failed items of a run whose contacts are still stored. */
function findFailed(queries: Queries, runId: string, reason: string | null) {
  return queries
    .select({ contactId: items.contactId, email: items.email })
    .from(items)
    .where(
      and(
        eq(items.runId, runId),
        eq(items.outcome, 'FAILED'),
        reason === null ? undefined : eq(items.reason, reason),
        exists(
          queries
            .select({ contactId: contacts.contactId })
            .from(contacts)
            .where(and(eq(contacts.accountId, items.accountId), eq(contacts.contactId, items.contactId))),
        ),
      ),
    )
    .all();
}

function itemConditions({ outcome, reason, search }: ItemFilter): (SQL | undefined)[] {
  const pattern = search && `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return [
    outcome && eq(items.outcome, outcome),
    reason ? eq(items.reason, reason) : undefined,
    pattern
      ? or(sql`${like(items.email, pattern)} escape '\\'`, sql`${like(items.contactId, pattern)} escape '\\'`)
      : undefined,
  ];
}
