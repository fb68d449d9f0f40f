import { and, eq, inArray, isNotNull, lt, ne, notExists, type SQL } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { sweepCustomFields } from './custom-fields.ts';
import { audit, contacts, idempotency, items, runs, throttles } from './schema.ts';
import type { Queries } from './sqlite/queries.ts';
import { requestVacuum } from './sqlite/secure-erase.ts';

/** How long rows are kept, in milliseconds. */
export type RetentionPeriods = {
  /** Contacts, since their last push. */
  contactsMs: number;
  /** Runs with their items, since they finished. */
  runsMs: number;
  auditMs: number;
  /** Responses of calls with an idempotency key. */
  answersMs: number;
};

export type RetentionStore = ReturnType<typeof createRetentionStore>;

export function createRetentionStore(
  context: StoreContext,
  secureErase: (signal?: AbortSignal) => Promise<boolean>,
) {
  return {
    /**
     * Deletes expired rows, at most `limit` per table, and returns how many. Keeps contacts with pending items, open
     * runs, and links: without them a returning contact could be matched to another person.
     */
    deleteExpired: async (periods: RetentionPeriods, limit: number): Promise<number> =>
      await context.write('deleteExpired', (change) => {
        const { queries, nowMs } = change;
        const deleted =
          deleteItems(queries, nowMs - periods.runsMs, limit) +
          deleteRuns(queries, nowMs - periods.runsMs, limit) +
          deleteContacts(queries, nowMs - periods.contactsMs, limit) +
          deleteAudit(queries, nowMs - periods.auditMs, limit);
        queries
          .delete(idempotency)
          .where(lt(idempotency.createdAtMs, nowMs - periods.answersMs))
          .run();
        queries.delete(throttles).where(lt(throttles.blockedUntilMs, nowMs)).run();
        if (deleted > 0) requestVacuum(change);
        return deleted;
      }),

    /** Deletes the custom fields that no stored contact has any more. */
    sweepCustomFields: async (signal?: AbortSignal): Promise<void> =>
      await sweepCustomFields(context, signal),

    /**
     * Removes the last traces of deleted data from the database. Returns whether none are left; otherwise call it
     * again later.
     */
    secureErase,
  };
}

function deleteItems(queries: Queries, beforeMs: number, limit: number): number {
  const expired = queries
    .select({ id: items.id })
    .from(items)
    .innerJoin(runs, eq(runs.id, items.runId))
    .where(finishedBefore(beforeMs))
    .limit(limit);
  return queries.delete(items).where(inArray(items.id, expired)).run().changes;
}

/** Only runs without items, which keeps the transaction small. */
function deleteRuns(queries: Queries, beforeMs: number, limit: number): number {
  const expired = queries
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        finishedBefore(beforeMs),
        notExists(queries.select({ id: items.id }).from(items).where(eq(items.runId, runs.id))),
      ),
    )
    .limit(limit);
  return queries.delete(runs).where(inArray(runs.id, expired)).run().changes;
}

function finishedBefore(beforeMs: number): SQL | undefined {
  return and(isNotNull(runs.finishedAtMs), lt(runs.finishedAtMs, beforeMs));
}

function deleteContacts(queries: Queries, beforeMs: number, limit: number): number {
  const expired = queries
    .select({ accountId: contacts.accountId, contactId: contacts.contactId })
    .from(contacts)
    .where(
      and(
        lt(contacts.storedAtMs, beforeMs),
        notExists(
          queries
            .select({ id: items.id })
            .from(items)
            .where(
              and(
                eq(items.accountId, contacts.accountId),
                eq(items.contactId, contacts.contactId),
                ne(items.state, 'DONE'),
              ),
            ),
        ),
      ),
    )
    .limit(limit)
    .all();
  for (const { accountId, contactId } of expired) {
    queries
      .delete(contacts)
      .where(and(eq(contacts.accountId, accountId), eq(contacts.contactId, contactId)))
      .run();
  }
  return expired.length;
}

function deleteAudit(queries: Queries, beforeMs: number, limit: number): number {
  const expired = queries.select({ id: audit.id }).from(audit).where(lt(audit.atMs, beforeMs)).limit(limit);
  return queries.delete(audit).where(inArray(audit.id, expired)).run().changes;
}
