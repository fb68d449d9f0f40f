import { and, eq, inArray, isNotNull, lt, ne, notExists, type SQL } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { audit, contacts, idempotency, items, runs, throttles } from './schema.ts';
import type { Queries } from './sqlite/open.ts';
import { scrub, wantScrub } from './sqlite/secure-erase.ts';

/** How long things are kept, in milliseconds. */
export type RetentionPeriods = {
  /** Contacts since they were pushed last. */
  contactsMs: number;
  /** Runs with their items since they ended. */
  runsMs: number;
  /** Entries of the audit. */
  auditMs: number;
  /** Answers of calls with an idempotency key. */
  answersMs: number;
};

export interface RetentionStore {
  /**
   * Deletes, in one transaction, up to so many rows whose time is over, and answers how many. Contacts with pending
   * work stay, open runs stay, and links stay: without them a contact that comes back could be taken for another.
   */
  sweep(periods: RetentionPeriods, limit: number): Promise<number>;
  /**
   * Takes the last traces of what was erased out of the file, in a process of its own. Answers whether none are left;
   * otherwise, or when the signal ends it, it is to be called another time.
   */
  scrub(signal?: AbortSignal): Promise<boolean>;
}

export function createRetentionStore({ database, file, write, clock }: StoreContext): RetentionStore {
  return {
    sweep: (periods, limit) =>
      write('sweep', (queries) => {
        const nowMs = clock.now();
        const deleted =
          sweepItems(queries, nowMs - periods.runsMs, limit) +
          sweepRuns(queries, nowMs - periods.runsMs, limit) +
          sweepContacts(queries, nowMs - periods.contactsMs, limit) +
          sweepAudit(queries, nowMs - periods.auditMs, limit);
        sweepAnswers(queries, nowMs - periods.answersMs);
        queries.delete(throttles).where(lt(throttles.blockedUntilMs, nowMs)).run();
        if (deleted > 0) wantScrub(queries);
        return deleted;
      }),

    scrub: async (signal) => await scrub(database, file, signal),
  };
}

function sweepItems(queries: Queries, endedBeforeMs: number, limit: number): number {
  const over = queries
    .select({ id: items.id })
    .from(items)
    .innerJoin(runs, eq(runs.id, items.runId))
    .where(hasEndedBefore(endedBeforeMs))
    .limit(limit);
  return queries.delete(items).where(inArray(items.id, over)).run().changes;
}

/** Only those without items, so that no transaction is as large as the largest run. */
function sweepRuns(queries: Queries, endedBeforeMs: number, limit: number): number {
  const over = queries
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        hasEndedBefore(endedBeforeMs),
        notExists(queries.select({ id: items.id }).from(items).where(eq(items.runId, runs.id))),
      ),
    )
    .limit(limit);
  return queries.delete(runs).where(inArray(runs.id, over)).run().changes;
}

function hasEndedBefore(timeMs: number): SQL | undefined {
  return and(isNotNull(runs.finishedAtMs), lt(runs.finishedAtMs, timeMs));
}

function sweepContacts(queries: Queries, storedBeforeMs: number, limit: number): number {
  const over = queries
    .select({ accountId: contacts.accountId, contactId: contacts.contactId })
    .from(contacts)
    .where(
      and(
        lt(contacts.storedAtMs, storedBeforeMs),
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
  for (const { accountId, contactId } of over) {
    queries
      .delete(contacts)
      .where(and(eq(contacts.accountId, accountId), eq(contacts.contactId, contactId)))
      .run();
  }
  return over.length;
}

function sweepAudit(queries: Queries, beforeMs: number, limit: number): number {
  const over = queries.select({ id: audit.id }).from(audit).where(lt(audit.atMs, beforeMs)).limit(limit);
  return queries.delete(audit).where(inArray(audit.id, over)).run().changes;
}

function sweepAnswers(queries: Queries, beforeMs: number): void {
  queries.delete(idempotency).where(lt(idempotency.createdAtMs, beforeMs)).run();
}
