import type { Outcome, RunCause } from '@goodfunds/shared';
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
import { type AuditEntry, writeAudit } from './audit.ts';
import type { ChangeContext, StoreContext } from './context.ts';
import { type IdempotentCall, recallAnswer, rememberAnswer } from './idempotency.ts';
import { jsonList } from './json-rows.ts';
import { wantTask } from './lease-queue.ts';
import { insertItems, insertRun, type NewRun } from './new-runs.ts';
import { changeRun, findRun, finishRunIfDone, type RunRecord } from './run-state.ts';
import { contacts, items, runs } from './schema.ts';
import type { Queries } from './sqlite/open.ts';

export type ItemRecord = typeof items.$inferSelect;

type ItemFilter = {
  outcome?: Outcome | undefined;
  reason?: string | undefined;
  search?: string | undefined;
};

type StartRequest = {
  run: Omit<NewRun, 'expanded'>;
  /** `null` for a scope that the drain expands. */
  contactIds: readonly string[] | null;
  idempotentCall: IdempotentCall | null;
  formatAnswer: (run: RunRecord) => string;
  audit: AuditEntry;
};

type StartResult =
  | { kind: 'STARTED'; answer: string }
  | { kind: 'KEY_REUSED' }
  /** Some of the contacts are not stored. */
  | { kind: 'CONTACT_NOT_FOUND' };

export interface RunStore {
  /** `null` for unknown and foreign ids alike. */
  find(accountId: number, runId: string): Promise<RunRecord | null>;
  /** Newest first, those made before `beforeSequence` only. */
  list(integrationId: string, page: { beforeSequence: number | null; limit: number }): Promise<RunRecord[]>;
  /** In the order in which they were made, those after `afterId` only. */
  listItems(
    runId: string,
    filter: ItemFilter,
    page: { afterId: number; limit: number },
  ): Promise<ItemRecord[]>;
  /** How many items ended for which reason, the most frequent first. */
  countCauses(runId: string): Promise<RunCause[]>;
  /** One transaction: the run, its items, a drain wanted, the answer remembered. */
  start(request: StartRequest): Promise<StartResult>;
  /** A run over the failed items of another; `null` when there is none to retry. */
  retryFailed(
    failedRun: RunRecord,
    run: Omit<NewRun, 'expanded'>,
    reason: string | null,
    audit: AuditEntry,
  ): Promise<RunRecord | null>;
  /** Pending items end now, claimed ones finish first. */
  cancel(run: RunRecord, audit: AuditEntry): Promise<RunRecord>;
}

/** Items of a bulk run come after pushed ones. */
const BULK_PRIORITY = 1;

export function createRunStore(store: StoreContext): RunStore {
  const { database, write, clock, hints } = store;
  const change = async <T>(step: string, work: (context: ChangeContext) => T): Promise<T> => {
    const result = await write(step, (queries) =>
      work({ queries, nowMs: clock.now(), hints, transition: store.transition }),
    );
    hints.taskWanted();
    return result;
  };

  return {
    find: async (accountId, runId) => {
      const run = findRun(database, runId);
      return run?.accountId === accountId ? run : null;
    },

    list: async (integrationId, { beforeSequence, limit }) =>
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

    listItems: async (runId, filter, { afterId, limit }) =>
      database
        .select()
        .from(items)
        .where(and(eq(items.runId, runId), gt(items.id, afterId), ...itemConditions(filter)))
        .orderBy(items.id)
        .limit(limit)
        .all(),

    countCauses: async (runId) =>
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

    start: async ({ run, contactIds, idempotentCall, formatAnswer, audit }) =>
      change('startRun', (context): StartResult => {
        const { queries, nowMs } = context;
        if (idempotentCall) {
          const recalled = recallAnswer(queries, idempotentCall, nowMs);
          if (recalled.kind === 'KEY_REUSED') return { kind: 'KEY_REUSED' };
          if (recalled.kind === 'REPEATED') return { kind: 'STARTED', answer: recalled.answer };
        }
        const chosen = contactIds && findContacts(queries, run.accountId, contactIds);
        if (chosen && contactIds && chosen.length < new Set(contactIds).size)
          return { kind: 'CONTACT_NOT_FOUND' };
        const answer = formatAnswer(makeRun(context, run, chosen));
        writeAudit(queries, audit, nowMs);
        if (idempotentCall) rememberAnswer(queries, idempotentCall, answer, nowMs);
        return { kind: 'STARTED', answer };
      }),

    retryFailed: async (failedRun, run, reason, audit) =>
      change('retryFailed', (context) => {
        const failed = context.queries
          .select({ contactId: items.contactId, email: items.email })
          .from(items)
          .where(
            and(
              eq(items.runId, failedRun.id),
              eq(items.outcome, 'FAILED'),
              reason === null ? undefined : eq(items.reason, reason),
              exists(
                context.queries
                  .select({ contactId: contacts.contactId })
                  .from(contacts)
                  .where(
                    and(eq(contacts.accountId, items.accountId), eq(contacts.contactId, items.contactId)),
                  ),
              ),
            ),
          )
          .all();
        if (failed.length === 0) return null;
        writeAudit(context.queries, audit, context.nowMs);
        return makeRun(context, run, failed);
      }),

    cancel: async (run, audit) =>
      change('cancelRun', (context) => {
        changeRun(context, run.id, { cancelRequested: true, expanded: true });
        writeAudit(context.queries, audit, context.nowMs);
        finishRunIfDone(context, run.id);
        return findRun(context.queries, run.id) ?? run;
      }),
  };
}

function makeRun(
  context: ChangeContext,
  run: Omit<NewRun, 'expanded'>,
  chosen: readonly { contactId: string; email: string | null }[] | null,
): RunRecord {
  const { queries, nowMs } = context;
  const { id: runId, integrationId, accountId } = run;
  insertRun(queries, { ...run, expanded: chosen !== null }, nowMs);
  if (chosen) {
    const item = { runId, integrationId, accountId, priority: BULK_PRIORITY };
    changeRun(context, runId, { total: insertItems(queries, item, chosen) });
  }
  wantTask(queries, integrationId, nowMs);
  const made = findRun(queries, runId);
  if (!made) throw new Error(`run ${runId} vanished inside its own transaction`);
  return made;
}

function findContacts(queries: Queries, accountId: number, contactIds: readonly string[]) {
  return queries
    .select({ contactId: contacts.contactId, email: contacts.email })
    .from(contacts)
    .where(and(eq(contacts.accountId, accountId), inArray(contacts.contactId, jsonList(contactIds))))
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
