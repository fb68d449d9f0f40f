import type { Contact, ContactOutcome } from '@goodfunds/shared';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Change } from './context.ts';
import { findIntegrationById } from './integrations.ts';
import type { Lease } from './lease-queue.ts';
import { addToCounters, countOutcomes, finishRunIfDone } from './run-state.ts';
import { items } from './schema.ts';
import { jsonColumn, jsonList, jsonRows, type Queries } from './sqlite/queries.ts';

/** One contact of a claimed batch, with its content at the time of the claim. */
export type ClaimedItem = { itemId: number; runId: string; contact: Contact; contentHash: string };

export type BatchResult = {
  /** The environment of the links. */
  environmentId: string;
  /** Identifies mapping, strategies and options at the time of the claim. */
  settingsHash: string;
  claimed: readonly ClaimedItem[];
  /** Items of contacts without an outcome become pending again. */
  outcomes: readonly ContactOutcome[];
};

/** Stores the outcomes and links of a batch, and releases its other items. */
export function commitBatch(change: Change, lease: Lease, batch: BatchResult): void {
  const claimed = new Map(batch.claimed.map((item) => [item.contact.id, item]));
  const resolved = batch.outcomes.flatMap((outcome) => {
    const item = claimed.get(outcome.contactId);
    return item ? [{ item, outcome }] : [];
  });
  const storedIds = storeOutcomes(change, resolved);
  // An item whose contact was erased meanwhile already has an outcome.
  const stored = resolved.filter(({ item }) => storedIds.has(item.itemId));
  storeLinks(change, lease, batch, stored);
  releaseItems(
    change.queries,
    batch.claimed.map((item) => item.itemId).filter((id) => !storedIds.has(id)),
  );
  for (const runId of new Set(batch.claimed.map((item) => item.runId))) {
    const outcomes = stored.filter(({ item }) => item.runId === runId).map(({ outcome }) => outcome.outcome);
    if (outcomes.length > 0) addToCounters(change, runId, countOutcomes(outcomes));
    finishRunIfDone(change, runId);
  }
}

type ResolvedItem = { item: ClaimedItem; outcome: ContactOutcome };

/** Returns the ids of the items that were still claimed. */
function storeOutcomes({ queries, nowMs }: Change, resolved: readonly ResolvedItem[]): Set<number> {
  const rows = resolved.map(({ item, outcome: { candidates, changedAttributes, error, ...outcome } }) => ({
    id: item.itemId,
    outcome: outcome.outcome,
    reason: outcome.reason,
    crmContactId: outcome.crmContactId,
    details: JSON.stringify({ candidates, changedAttributes, error }),
  }));
  const stored = queries.all<{ id: number }>(sql`
    update items set
      state = 'DONE',
      outcome = ${jsonColumn('outcome')},
      reason = ${jsonColumn('reason')},
      crm_contact_id = ${jsonColumn('crmContactId')},
      details = ${jsonColumn('details')},
      finished_at_ms = ${nowMs}
    from ${jsonRows(rows)}
    where items.id = ${jsonColumn('id')} and items.state = 'CLAIMED'
    returning items.id`);
  return new Set(stored.map((row) => row.id));
}

function storeLinks(
  { queries, nowMs }: Change,
  lease: Lease,
  { environmentId, settingsHash }: BatchResult,
  stored: readonly ResolvedItem[],
): void {
  const integration = findIntegrationById(queries, lease.integrationId);
  if (!integration) return;
  const rows = stored
    .filter(({ outcome }) => isSuccess(outcome))
    .map(({ item, outcome }) => ({
      contactId: item.contact.id,
      crmContactId: outcome.crmContactId,
      contentHash: item.contentHash,
    }));
  queries.run(sql`
    insert into links (account_id, environment_id, contact_id, crm_contact_id, content_hash, settings_hash,
      linked_at_ms)
    select ${integration.accountId}, ${environmentId}, ${jsonColumn('contactId')}, ${jsonColumn('crmContactId')},
      ${jsonColumn('contentHash')}, ${settingsHash}, ${nowMs}
    from ${jsonRows(rows)} where true
    on conflict do update set
      crm_contact_id = excluded.crm_contact_id,
      content_hash = excluded.content_hash,
      settings_hash = excluded.settings_hash,
      linked_at_ms = excluded.linked_at_ms`);
}

/** An existing contact that the strategy skips counts as synced, so that CHANGED runs do not repeat it. */
function isSuccess({ outcome, reason, crmContactId }: ContactOutcome): boolean {
  const isSynced = outcome !== 'FAILED' && outcome !== 'SKIPPED';
  return crmContactId !== null && (isSynced || reason === 'EXISTING_CONTACT');
}

/** Releases only items of this batch, because the drain may have other batches in flight. */
function releaseItems(queries: Queries, itemIds: readonly number[]): void {
  queries
    .update(items)
    .set({ state: 'PENDING', deaths: 0 })
    .where(and(inArray(items.id, jsonList(itemIds)), eq(items.state, 'CLAIMED')))
    .run();
}
