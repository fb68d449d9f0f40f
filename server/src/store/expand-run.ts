import { and, asc, eq, exists, gt, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Change } from './context.ts';
import { addToCounters, finishRunIfDone, type RunRecord } from './run-state.ts';
import { contacts, items, links, runs } from './schema.ts';
import type { Queries } from './sqlite/queries.ts';

/** Contacts that are considered as items of a run in one transaction. */
export const MAX_EXPANDED_CONTACTS = 5_000;

/** Adds the next contacts to a run that is not expanded: failed ones of another run, or stored ones. */
export function expandRun(
  change: Change,
  run: RunRecord,
  target: { environmentId: string; settingsHash: string },
): void {
  if (run.retriedRunId === null) expandStored(change, run, target);
  else expandRetry(change, run);
}

function expandStored(
  change: Change,
  run: RunRecord,
  { environmentId, settingsHash }: { environmentId: string; settingsHash: string },
): void {
  const { queries } = change;
  const next = and(eq(contacts.accountId, run.accountId), gt(contacts.contactId, run.expandCursor ?? ''));
  const last = queries
    .select({ contactId: contacts.contactId })
    .from(contacts)
    .where(next)
    .orderBy(asc(contacts.contactId))
    .limit(1)
    .offset(MAX_EXPANDED_CONTACTS - 1)
    .get();
  const chosen = queries
    .select({ contactId: contacts.contactId, email: contacts.email })
    .from(contacts)
    .leftJoin(
      links,
      and(
        eq(links.accountId, contacts.accountId),
        eq(links.environmentId, environmentId),
        eq(links.contactId, contacts.contactId),
      ),
    )
    .where(
      and(
        next,
        last && lte(contacts.contactId, last.contactId),
        run.scope === 'ALL'
          ? undefined
          : sql`(${links.contentHash} is not ${contacts.contentHash} or ${links.settingsHash} is not ${settingsHash})`,
        // Retried every night, a contact that ends the process would interrupt all accounts every night.
        run.trigger === 'SCHEDULE' ? sql`${lastReason(run)} is not 'PROCESSING_CRASHED'` : undefined,
      ),
    );
  addChosen(change, run, chosen, last?.contactId);
}

/** The reason of the contact's last item. A push, which has an item of its own, is the next attempt. */
function lastReason({ integrationId }: RunRecord): SQL {
  return sql`(
    select reason from items
    where account_id = ${contacts.accountId} and contact_id = ${contacts.contactId}
      and integration_id = ${integrationId} and state = 'DONE'
    order by id desc limit 1)`;
}

/** Adds the next failed items of the run that this one retries. */
export function expandRetry(change: Change, run: RunRecord): void {
  const { queries } = change;
  const next = and(eq(items.runId, run.retriedRunId ?? ''), gt(items.contactId, run.expandCursor ?? ''));
  const last = queries
    .select({ contactId: items.contactId })
    .from(items)
    .where(next)
    .orderBy(asc(items.contactId))
    .limit(1)
    .offset(MAX_EXPANDED_CONTACTS - 1)
    .get();
  const chosen = queries
    .select({ contactId: items.contactId, email: items.email })
    .from(items)
    .where(and(next, last && lte(items.contactId, last.contactId), isRetried(queries, run.retriedReason)));
  addChosen(change, run, chosen, last?.contactId);
}

/** Whether the run has failed items that can be retried. */
export function hasFailedItems(
  queries: Queries,
  { retriedRunId, retriedReason }: { retriedRunId: string; retriedReason: string | null },
): boolean {
  const failed = queries
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.runId, retriedRunId), isRetried(queries, retriedReason)))
    .limit(1)
    .get();
  return failed !== undefined;
}

/** Failed items, of one reason if there is one, whose contacts are still stored. */
function isRetried(queries: Queries, reason: string | null): SQL | undefined {
  return and(
    eq(items.outcome, 'FAILED'),
    reason === null ? undefined : eq(items.reason, reason),
    exists(
      queries
        .select({ contactId: contacts.contactId })
        .from(contacts)
        .where(and(eq(contacts.accountId, items.accountId), eq(contacts.contactId, items.contactId))),
    ),
  );
}

/** `last` is the last contact that was considered; `undefined` if no others follow. */
function addChosen(change: Change, run: RunRecord, chosen: SQLWrapper, last: string | undefined): void {
  addToCounters(change, run.id, { total: insertItems(change.queries, run, chosen) });
  change.queries
    .update(runs)
    .set(last === undefined ? { expanded: true, expandCursor: null } : { expandCursor: last })
    .where(eq(runs.id, run.id))
    .run();
  finishRunIfDone(change, run.id);
}

/**
 * Adds contacts to a run, each once. Returns how many were new to it. Pushed items are claimed before others.
 *
 * @param chosen selects `contact_id` and `email`
 */
export function insertItems(
  queries: Queries,
  run: Pick<RunRecord, 'id' | 'accountId' | 'integrationId' | 'scope'>,
  chosen: SQLWrapper,
): number {
  const { changes } = queries.run(sql`
    insert into items (run_id, integration_id, account_id, contact_id, email, priority, state, attempts)
    select ${run.id}, ${run.integrationId}, ${run.accountId}, chosen.contact_id, chosen.email,
      ${run.scope === 'PUSHED' ? 0 : 1}, 'PENDING', 0
    from ${chosen} as chosen where true
    on conflict do nothing`);
  return changes;
}
