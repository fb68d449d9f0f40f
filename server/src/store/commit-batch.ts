import { type Contact, type ContactOutcome, reviewReason } from '@goodfunds/shared';
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Change } from './context.ts';
import { findIntegrationById, type IntegrationRecord } from './integrations.ts';
import type { Lease } from './lease-queue.ts';
import { addToCounters, countOutcomes, finishRunIfDone } from './run-state.ts';
import { decisions, items, links, reviews } from './schema.ts';
import { jsonColumn, jsonList, jsonRows, type Queries } from './sqlite/queries.ts';

/** One contact of a claimed batch, with its content at the time of the claim. */
export type ClaimedItem = {
  itemId: number;
  runId: string;
  contact: Contact;
  contentHash: string;
  /** The process that claimed it last died, and may have written it. */
  isUncertain: boolean;
};

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
  const integration = findIntegrationById(change.queries, lease.integrationId);
  if (integration) {
    storeLinks(change, integration.accountId, batch, stored);
    storeReviews(change, integration, batch.environmentId, stored);
  }
  releaseItems(
    change.queries,
    batch.claimed.map((item) => item.itemId).filter((id) => !storedIds.has(id)),
  );
  for (const runId of new Set(batch.claimed.map((item) => item.runId))) {
    const outcomes = stored.filter(({ item }) => item.runId === runId).map(({ outcome }) => outcome);
    if (outcomes.length > 0) addToCounters(change, runId, countOutcomes(outcomes));
    finishRunIfDone(change, runId);
  }
}

type ResolvedItem = { item: ClaimedItem; outcome: ContactOutcome };

/** Returns the ids of the items that were still claimed. */
function storeOutcomes({ queries, nowMs }: Change, resolved: readonly ResolvedItem[]): Set<number> {
  const rows = resolved.map(
    ({
      item,
      outcome: {
        candidates,
        changedAttributes,
        error,
        warnings,
        keptAttributes,
        contradictions = [],
        ...outcome
      },
    }) => ({
      id: item.itemId,
      outcome: outcome.outcome,
      reason: outcome.reason,
      crmContactId: outcome.crmContactId,
      details: JSON.stringify({ candidates, changedAttributes, error, warnings, keptAttributes }),
      hasWarnings: warnings.length > 0,
      contradictions: contradictions.length > 0 ? JSON.stringify(contradictions) : null,
    }),
  );
  const stored = queries.all<{ id: number }>(sql`
    update items set
      state = 'DONE',
      outcome = ${jsonColumn('outcome')},
      reason = ${jsonColumn('reason')},
      crm_contact_id = ${jsonColumn('crmContactId')},
      details = ${jsonColumn('details')},
      has_warnings = ${jsonColumn('hasWarnings')},
      contradictions = ${jsonColumn('contradictions')},
      finished_at_ms = ${nowMs}
    from ${jsonRows(rows)}
    where items.id = ${jsonColumn('id')} and items.state = 'CLAIMED'
    returning items.id`);
  return new Set(stored.map((row) => row.id));
}

function storeLinks(
  { queries, nowMs }: Change,
  accountId: number,
  { environmentId, settingsHash }: BatchResult,
  stored: readonly ResolvedItem[],
): void {
  const rows = stored
    .filter(({ outcome }) => isSuccess(outcome))
    .map(({ item, outcome }) => ({
      contactId: item.contact.id,
      crmContactId: outcome.crmContactId,
      contentHash: item.contentHash,
      memory: outcome.memory ?? null,
    }));
  queries.run(sql`
    insert into links (account_id, environment_id, contact_id, crm_contact_id, content_hash, settings_hash,
      linked_at_ms, memory)
    select ${accountId}, ${environmentId}, ${jsonColumn('contactId')}, ${jsonColumn('crmContactId')},
      ${jsonColumn('contentHash')}, ${settingsHash}, ${nowMs}, ${jsonColumn('memory')}
    from ${jsonRows(rows)} where true
    on conflict do update set
      crm_contact_id = excluded.crm_contact_id,
      content_hash = excluded.content_hash,
      settings_hash = excluded.settings_hash,
      linked_at_ms = excluded.linked_at_ms,
      memory = excluded.memory`);
  // A contact that failed counts as changed, so that the next run over changed contacts retries it.
  const failed = stored
    .filter(({ outcome }) => outcome.outcome === 'FAILED')
    .map(({ item }) => item.contact.id);
  queries
    .update(links)
    .set({ contentHash: '' })
    .where(
      and(
        eq(links.accountId, accountId),
        eq(links.environmentId, environmentId),
        inArray(links.contactId, jsonList(failed)),
      ),
    )
    .run();
  // The new CRM contact that was decided on exists now.
  queries.run(sql`
    update decisions set wants_new = 0
    from ${jsonRows(rows)}
    where account_id = ${accountId} and environment_id = ${environmentId} and contact_id = ${jsonColumn('contactId')}
      and wants_new and not exists (
        select 1 from json_each(not_crm_contact_ids) as excluded where excluded.value = ${jsonColumn('crmContactId')})`);
}

/** An existing contact that the strategy skips counts as synced, so that CHANGED runs do not repeat it. */
function isSuccess({ outcome, reason, crmContactId }: ContactOutcome): boolean {
  const isSynced = outcome !== 'FAILED' && outcome !== 'SKIPPED';
  return crmContactId !== null && (isSynced || reason === 'EXISTING_CONTACT');
}

/** Opens, keeps and closes reviews as the outcomes say. One that is ignored stays closed until its version changes. */
function storeReviews(
  { queries, nowMs }: Change,
  integration: IntegrationRecord,
  environmentId: string,
  stored: readonly ResolvedItem[],
): void {
  const { id, accountId } = integration;
  const skipped = stored.flatMap(({ item, outcome }) => {
    const reason = reviewReason(outcome);
    if (!reason) return [];
    const { contactId, candidates, candidatesVersion = candidates.join() } = outcome;
    const version = [item.contentHash, reason, candidatesVersion].join(' ');
    return [{ contactId, reason, candidates, version }];
  });
  const ignored = ignoredVersions(
    queries,
    { accountId, environmentId },
    skipped.map(({ contactId }) => contactId),
  );
  const open = skipped.filter(({ contactId, version }) => ignored.get(contactId) !== version);
  const openIds = new Set(open.map(({ contactId }) => contactId));
  const closed = stored
    .map(({ outcome }) => outcome.contactId)
    .filter((contactId) => !openIds.has(contactId));
  queries
    .delete(reviews)
    .where(and(eq(reviews.integrationId, id), inArray(reviews.contactId, jsonList(closed))))
    .run();
  if (open.length === 0) return;
  queries.run(sql`
    insert into reviews (integration_id, contact_id, account_id, environment_id, reason, candidates, version, since_ms)
    select ${id}, ${jsonColumn('contactId')}, ${accountId}, ${environmentId}, ${jsonColumn('reason')},
      ${jsonColumn('candidates')}, ${jsonColumn('version')}, ${nowMs}
    from ${jsonRows(open)} where true
    on conflict do update set
      since_ms = case when environment_id = excluded.environment_id and reason = excluded.reason
        then since_ms else excluded.since_ms end,
      environment_id = excluded.environment_id,
      reason = excluded.reason,
      candidates = excluded.candidates,
      version = excluded.version`);
}

function ignoredVersions(
  queries: Queries,
  { accountId, environmentId }: Pick<typeof decisions.$inferSelect, 'accountId' | 'environmentId'>,
  contactIds: readonly string[],
): Map<string, string | null> {
  if (contactIds.length === 0) return new Map();
  const rows = queries
    .select({ contactId: decisions.contactId, version: decisions.ignoredVersion })
    .from(decisions)
    .where(
      and(
        eq(decisions.accountId, accountId),
        eq(decisions.environmentId, environmentId),
        inArray(decisions.contactId, jsonList(contactIds)),
        isNotNull(decisions.ignoredVersion),
      ),
    )
    .all();
  return new Map(rows.map(({ contactId, version }) => [contactId, version]));
}

/** Releases only items of this batch, because the drain may have other batches in flight. */
function releaseItems(queries: Queries, itemIds: readonly number[]): void {
  queries
    .update(items)
    .set({ state: 'PENDING', deaths: 0 })
    .where(and(inArray(items.id, jsonList(itemIds)), eq(items.state, 'CLAIMED')))
    .run();
}
