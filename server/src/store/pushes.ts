import { and, eq, sql } from 'drizzle-orm';
import type { Change, StoreContext } from './context.ts';
import { type CustomFieldRow, storeCustomFields } from './custom-fields.ts';
import { insertItems } from './expand-run.ts';
import { type IdempotentCall, respondOnce } from './idempotency.ts';
import { requestDrain } from './lease-queue.ts';
import { changeRun, findRun, openRuns, type RunRecord } from './run-state.ts';
import { insertRun } from './runs.ts';
import { type contacts, integrations, runs } from './schema.ts';
import { jsonColumn, jsonRows, type Queries } from './sqlite/queries.ts';

/** A pushed contact, prepared for its row. */
export type ContactRow = Omit<typeof contacts.$inferInsert, 'accountId' | 'revision' | 'storedAtMs'>;

type PushRequest = {
  accountId: number;
  contacts: readonly ContactRow[];
  customFields: readonly CustomFieldRow[];
  idempotentCall: IdempotentCall | null;
  newRunId: () => string;
  /** Serialises the response for replay under the same idempotency key. */
  formatResponse: (runs: readonly RunRecord[]) => string;
};

export function createPushStore({ write }: StoreContext) {
  return {
    /** Stores the contacts, adds them to a run of every enabled integration, and returns the response. */
    acceptPush: async (request: PushRequest): Promise<string> =>
      await write('acceptPush', (change) =>
        respondOnce(change, request.idempotentCall, () => {
          storeContacts(change, request);
          storeCustomFields(change, request.accountId, request.customFields);
          const pushRuns = enabledIntegrations(change.queries, request.accountId).flatMap(({ id }) => {
            const runId = addToPushRun(change, request, id);
            requestDrain(change, id);
            return findRun(change.queries, runId) ?? [];
          });
          return request.formatResponse(pushRuns);
        }),
      ),
  };
}

function storeContacts({ queries, nowMs }: Change, request: PushRequest): void {
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
    -- An older version of the contact never replaces a newer one.
    where coalesce(excluded.source_updated_at_ms, ${Number.MAX_SAFE_INTEGER}) >= coalesce(contacts.source_updated_at_ms, 0)`);
}

function enabledIntegrations(queries: Queries, accountId: number) {
  return queries
    .select({ id: integrations.id })
    .from(integrations)
    .where(and(eq(integrations.accountId, accountId), eq(integrations.enabled, true)))
    .orderBy(integrations.createdAtMs)
    .all();
}

/** Joins a push run that has not started, so that many small pushes do not create as many runs. */
function addToPushRun(change: Change, request: PushRequest, integrationId: string): string {
  const { queries } = change;
  const { accountId } = request;
  const waiting = openRuns(queries, integrationId).find(
    (run) => run.trigger === 'PUSH' && run.startedAtMs === null && !run.cancelRequested,
  );
  const id = waiting?.id ?? request.newRunId();
  const run = { id, accountId, integrationId, trigger: 'PUSH', scope: 'PUSHED' } as const;
  if (!waiting) insertRun(change, run, { expanded: true });
  const pushed = sql`(select ${jsonColumn('contactId')} as contact_id, ${jsonColumn('email')} as email from ${jsonRows(
    request.contacts.map(({ contactId, email }) => ({ contactId, email: email ?? null })),
  )})`;
  const added = insertItems(queries, run, pushed);
  changeRun(change, id, { total: sql`${runs.total} + ${added}` });
  return id;
}
