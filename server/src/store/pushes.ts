import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { type IdempotentCall, recallAnswer, rememberAnswer } from './idempotency.ts';
import { jsonColumn, jsonRows } from './json-rows.ts';
import { wantTask } from './lease-queue.ts';
import { insertItems, insertRun } from './new-runs.ts';
import { changeRun, findRun, type RunRecord } from './run-state.ts';
import { type contacts, customFields, integrations, runs } from './schema.ts';
import type { Queries } from './sqlite/open.ts';

/** A pushed contact, made ready for its row. */
export type ContactRow = Omit<typeof contacts.$inferInsert, 'accountId' | 'revision' | 'storedAtMs'>;
export type CustomFieldRow = Omit<typeof customFields.$inferInsert, 'accountId'>;

type PushRequest = {
  accountId: number;
  contacts: readonly ContactRow[];
  customFields: readonly CustomFieldRow[];
  idempotentCall: IdempotentCall | null;
  newRunId: () => string;
  /** Puts the answer into words, to be repeated to twins of this call. */
  formatAnswer: (runs: readonly RunRecord[]) => string;
};

export interface PushStore {
  /**
   * One transaction: contacts stored, items written, drains wanted, the answer remembered. A contact that is older
   * than the stored one leaves it as it is. `null` when the key was used for another input.
   */
  acceptPush(request: PushRequest): Promise<string | null>;
}

export function createPushStore({ write, clock, hints, transition }: StoreContext): PushStore {
  return {
    acceptPush: async (request) => {
      const answer = await write('acceptPush', (queries) => {
        const nowMs = clock.now();
        const { idempotentCall } = request;
        if (idempotentCall) {
          const recalled = recallAnswer(queries, idempotentCall, nowMs);
          if (recalled.kind === 'KEY_REUSED') return null;
          if (recalled.kind === 'REPEATED') return recalled.answer;
        }
        storeContacts(queries, request, nowMs);
        const touched = enabledIntegrations(queries, request.accountId).map((integration) => {
          const runId = joinOrMakeRun(queries, request, integration.id, nowMs);
          const added = insertItems(
            queries,
            { runId, integrationId: integration.id, accountId: request.accountId, priority: 0 },
            request.contacts,
          );
          changeRun({ queries, nowMs, hints, transition }, runId, { total: sql`${runs.total} + ${added}` });
          wantTask(queries, integration.id, nowMs);
          return findRun(queries, runId);
        });
        const formatted = request.formatAnswer(touched.filter((run) => run !== undefined));
        if (idempotentCall) rememberAnswer(queries, idempotentCall, formatted, nowMs);
        return formatted;
      });
      hints.taskWanted();
      return answer;
    },
  };
}

function storeContacts(queries: Queries, request: PushRequest, nowMs: number): void {
  const { accountId } = request;
  queries.run(sql`
    insert into contacts (account_id, contact_id, content, content_hash, email, search_text, source_updated_at_ms,
      revision, stored_at_ms)
    select ${accountId}, ${jsonColumn('contactId')}, ${jsonColumn('content')}, ${jsonColumn('contentHash')},
      ${jsonColumn('email')}, ${jsonColumn('searchText')}, ${jsonColumn('sourceUpdatedAtMs')}, 1, ${nowMs}
    from ${jsonRows(request.contacts)} where true
    on conflict (account_id, contact_id) do update set
      content = excluded.content,
      content_hash = excluded.content_hash,
      email = excluded.email,
      search_text = excluded.search_text,
      source_updated_at_ms = excluded.source_updated_at_ms,
      revision = revision + (content_hash <> excluded.content_hash),
      stored_at_ms = excluded.stored_at_ms
    -- An older state of the contact never wins over a newer one.
    where coalesce(excluded.source_updated_at_ms, ${Number.MAX_SAFE_INTEGER}) >= coalesce(contacts.source_updated_at_ms, 0)`);
  for (const field of request.customFields) {
    queries
      .insert(customFields)
      .values({ ...field, accountId })
      .onConflictDoUpdate({
        target: [customFields.accountId, customFields.name],
        set: { type: field.type },
      })
      .run();
  }
}

function enabledIntegrations(queries: Queries, accountId: number) {
  return queries
    .select({ id: integrations.id })
    .from(integrations)
    .where(and(eq(integrations.accountId, accountId), eq(integrations.enabled, true)))
    .orderBy(integrations.createdAtMs)
    .all();
}

/** A push joins the push run that nobody has begun yet, so that many small pushes are not as many runs. */
function joinOrMakeRun(queries: Queries, request: PushRequest, integrationId: string, nowMs: number): string {
  const waiting = queries
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.integrationId, integrationId),
        eq(runs.trigger, 'PUSH'),
        isNull(runs.startedAtMs),
        eq(runs.cancelRequested, false),
        or(eq(runs.status, 'QUEUED'), eq(runs.status, 'PAUSED')),
      ),
    )
    .get();
  if (waiting) return waiting.id;
  const run = { id: request.newRunId(), accountId: request.accountId, integrationId };
  insertRun(queries, { ...run, trigger: 'PUSH', scope: 'PUSHED', expanded: true }, nowMs);
  return run.id;
}
