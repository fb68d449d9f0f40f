import type { Contact, ContactOutcome } from '@goodfunds/shared';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ChangeContext } from './context.ts';
import { findIntegrationById } from './integrations.ts';
import { jsonColumn, jsonList, jsonRows } from './json-rows.ts';
import type { Lease } from './lease-queue.ts';
import { addToCounters, countOutcomes, finishRunIfDone } from './run-state.ts';
import { items } from './schema.ts';
import type { Queries } from './sqlite/open.ts';

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

/** Ends the items that have an outcome, and gives the others of the batch back. */
export function settle(context: ChangeContext, lease: Lease, settlement: Settlement): void {
  const claimed = new Map(settlement.claimed.map((item) => [item.contact.id, item]));
  const ended = settlement.outcomes.flatMap((outcome) => {
    const item = claimed.get(outcome.contactId);
    return item ? [{ item, outcome }] : [];
  });
  const settledIds = settleItems(context, ended);
  // An item can have ended otherwise, because its contact was forgotten meanwhile.
  const settled = ended.filter(({ item }) => settledIds.has(item.itemId));
  saveLinks(context, lease, settlement, settled);
  const unsettledIds = settlement.claimed.map((item) => item.itemId).filter((id) => !settledIds.has(id));
  releaseItems(context.queries, unsettledIds);
  for (const runId of new Set(settlement.claimed.map((item) => item.runId))) {
    const outcomes = settled.filter(({ item }) => item.runId === runId).map(({ outcome }) => outcome.outcome);
    if (outcomes.length > 0) addToCounters(context, runId, countOutcomes(outcomes));
    finishRunIfDone(context, runId);
  }
}

/** Other batches of the same drain may be under way: only what belongs to this one is pending again. */
function releaseItems(queries: Queries, itemIds: readonly number[]): void {
  queries
    .update(items)
    .set({ state: 'PENDING' })
    .where(and(inArray(items.id, jsonList(itemIds)), eq(items.state, 'CLAIMED')))
    .run();
}

type EndedItem = { item: ClaimedItem; outcome: ContactOutcome };

function settleItems({ queries, nowMs }: ChangeContext, ended: readonly EndedItem[]): Set<number> {
  const rows = ended.map(({ item, outcome: { candidates, changedAttributes, error, ...outcome } }) => ({
    id: item.itemId,
    outcome: outcome.outcome,
    reason: outcome.reason,
    crmContactId: outcome.crmContactId,
    details: JSON.stringify({ candidates, changedAttributes, error }),
  }));
  const settled = queries.all<{ id: number }>(sql`
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
  return new Set(settled.map((row) => row.id));
}

/** Outcomes after which the contact is where it belongs. */
function isSuccess(outcome: ContactOutcome): boolean {
  const reached = outcome.outcome !== 'FAILED' && outcome.outcome !== 'SKIPPED';
  return outcome.crmContactId !== null && (reached || outcome.reason === 'EXISTING_CONTACT');
}

function saveLinks(
  { queries, nowMs }: ChangeContext,
  lease: Lease,
  { environmentId, settingsHash }: Settlement,
  settled: readonly EndedItem[],
): void {
  const integration = findIntegrationById(queries, lease.integrationId);
  if (!integration) return;
  const rows = settled
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
