import { and, asc, eq, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm';
import { BATCH_DIVISOR } from './deaths.ts';
import { takeBytes, textBytes } from './page-bytes.ts';
import { contacts, items, runs } from './schema.ts';
import { prepared, type Queries } from './sqlite/queries.ts';

/** Contacts that are claimed, and handed to the provider, as one batch. */
export const MAX_BATCH_CONTACTS = 1_000;
/**
 * Pending items that a claim looks at. If those in flight share their contact or e-mail with all of them, the claim
 * returns nothing, and the next one follows the end of a batch.
 */
export const MAX_EXAMINED_ITEMS = 10_000;
/** Stored content of the contacts that are claimed as one batch, unless its first contact alone has more. */
export const MAX_BATCH_BYTES = 1024 * 1024;

/**
 * The next batch, each contact once. Items that a process died with are claimed in smaller batches and one batch at a
 * time, until only the one is left that it died of.
 */
export function chooseItems(queries: Queries, integrationId: string, limit: number) {
  const pending = claimableQuery(queries).all({ integrationId, limit });
  const [first] = pending;
  if (!first) return [];
  const { deaths } = first;
  const inFlight = claimedDeaths(queries).get({ integrationId });
  if (inFlight && (inFlight.deaths > 0 || deaths > 0)) return [];
  const alike = pending.filter((item) => item.deaths === deaths);
  // Keeps the first item of each contact.
  const unique = new Map(alike.toReversed().map((item) => [item.contactId, item]));
  const divisor = BATCH_DIVISOR ** deaths;
  const chosen = [...unique.values()].toReversed().slice(0, Math.max(MAX_BATCH_CONTACTS / divisor, 1));
  return takeBytes(chosen, MAX_BATCH_BYTES / divisor);
}

/** The deaths of one of the claimed items: all of them have died with a process, or none has. */
const claimedDeaths = prepared((queries) =>
  queries
    .select({ deaths: items.deaths })
    .from(items)
    .where(and(eq(items.integrationId, sql.placeholder('integrationId')), eq(items.state, 'CLAIMED')))
    .limit(1)
    .prepare(),
);

const claimableQuery = prepared((queries) => {
  const pending = pendingItems(queries);
  return queries
    .select({
      itemId: pending.id,
      runId: pending.runId,
      contactId: pending.contactId,
      deaths: pending.deaths,
      bytes: textBytes(contacts.content),
    })
    .from(pending)
    .innerJoin(
      contacts,
      and(eq(contacts.accountId, pending.accountId), eq(contacts.contactId, pending.contactId)),
    )
    .where(
      and(
        notInArray(pending.contactId, valuesInFlight(queries, items.contactId)),
        or(isNull(contacts.email), notInArray(contacts.email, valuesInFlight(queries, items.email))),
      ),
    )
    .orderBy(asc(pending.priority), asc(pending.id))
    .limit(sql.placeholder('limit'))
    .prepare();
});

/** The items that are looked at for a claim. */
function pendingItems(queries: Queries) {
  return queries
    .select({
      id: items.id,
      runId: items.runId,
      accountId: items.accountId,
      contactId: items.contactId,
      priority: items.priority,
      deaths: items.deaths,
    })
    .from(items)
    .innerJoin(runs, eq(runs.id, items.runId))
    .where(
      and(
        eq(items.integrationId, sql.placeholder('integrationId')),
        eq(items.state, 'PENDING'),
        inArray(runs.status, ['QUEUED', 'RUNNING']),
      ),
    )
    .orderBy(asc(items.priority), asc(items.id))
    .limit(MAX_EXAMINED_ITEMS)
    .as('pending');
}

/** The column's values of claimed items. Excludes `null`, which would make `not in` unknown for every row. */
function valuesInFlight(queries: Queries, column: typeof items.contactId | typeof items.email) {
  return queries
    .select({ value: column })
    .from(items)
    .where(
      and(
        eq(items.integrationId, sql.placeholder('integrationId')),
        eq(items.state, 'CLAIMED'),
        isNotNull(column),
      ),
    );
}
