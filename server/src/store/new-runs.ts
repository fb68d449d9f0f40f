import type { RunTrigger } from '@goodfunds/shared';
import { sql } from 'drizzle-orm';
import { jsonColumn, jsonRows } from './json-rows.ts';
import { type RunScopeKind, runs } from './schema.ts';
import type { Queries } from './sqlite/open.ts';

export type NewRun = {
  id: string;
  accountId: number;
  integrationId: string;
  trigger: RunTrigger;
  scope: RunScopeKind;
  /** Whether all its contacts are items already; otherwise the drain makes them chunk by chunk. */
  expanded: boolean;
};

export function insertRun(queries: Queries, run: NewRun, nowMs: number): void {
  queries
    .insert(runs)
    .values({
      ...run,
      sequence: sql`(select coalesce(max(sequence), 0) + 1 from runs)`,
      status: 'QUEUED',
      pause: null,
      cancelRequested: false,
      expandCursor: null,
      total: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      failed: 0,
      error: null,
      revision: 1,
      createdAtMs: nowMs,
    })
    .run();
}

/** Adds contacts to a run, each once. Answers how many were new to it. */
export function insertItems(
  queries: Queries,
  item: { runId: string; integrationId: string; accountId: number; priority: number },
  contacts: readonly { contactId: string; email?: string | null | undefined }[],
): number {
  const { runId, integrationId, accountId, priority } = item;
  const rows = contacts.map(({ contactId, email }) => ({ contactId, email: email ?? null }));
  const { changes } = queries.run(sql`
    insert into items (run_id, integration_id, account_id, contact_id, email, priority, state, attempts)
    select ${runId}, ${integrationId}, ${accountId}, ${jsonColumn('contactId')}, ${jsonColumn('email')}, ${priority},
      'PENDING', 0
    from ${jsonRows(rows)} where true
    on conflict do nothing`);
  return changes;
}
