import type { Contact } from '@goodfunds/shared';
import { contactSchema } from '@goodfunds/shared/schemas';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { type AuditEntry, writeAudit } from './audit.ts';
import type { ChangeContext, StoreContext } from './context.ts';
import { jsonList } from './json-rows.ts';
import { addToCounters, finishRunIfDone } from './run-state.ts';
import { contacts, customFields, items, links, runs } from './schema.ts';
import type { Queries } from './sqlite/open.ts';
import { emptyLog, wantScrub } from './sqlite/secure-erase.ts';

export interface ContactStore {
  /** Stored contacts of the account, in the order of their ids, those after `afterContactId` only. */
  list(
    accountId: number,
    page: { search: string | null; afterContactId: string; limit: number },
  ): Promise<Contact[]>;
  /** The contacts with these ids, as far as they are stored. */
  findAll(accountId: number, contactIds: readonly string[]): Promise<Contact[]>;
  /** Names and types of the custom fields that were seen, by name. */
  customFields(accountId: number): Promise<{ name: string; type: 'STRING' | 'NUMBER' | 'BOOLEAN' }[]>;
  /**
   * Erases the contact, its links and what its items tell of it; pending items end SKIPPED. `false` when nothing
   * was stored.
   */
  forget(accountId: number, contactId: string, audit: AuditEntry): Promise<boolean>;
}

export function createContactStore({
  database,
  write,
  clock,
  hints,
  transition,
}: StoreContext): ContactStore {
  return {
    list: async (accountId, { search, afterContactId, limit }) =>
      database
        .select({ content: contacts.content })
        .from(contacts)
        .where(
          and(
            eq(contacts.accountId, accountId),
            gt(contacts.contactId, afterContactId),
            search === null ? undefined : sql`instr(${contacts.searchText}, ${search.toLowerCase()}) > 0`,
          ),
        )
        .orderBy(asc(contacts.contactId))
        .limit(limit)
        .all()
        .map((row) => parseContent(row.content)),

    findAll: async (accountId, contactIds) =>
      database
        .select({ content: contacts.content })
        .from(contacts)
        .where(and(eq(contacts.accountId, accountId), inArray(contacts.contactId, jsonList(contactIds))))
        .orderBy(asc(contacts.contactId))
        .all()
        .map((row) => parseContent(row.content)),

    customFields: async (accountId) =>
      database
        .select({ name: customFields.name, type: customFields.type })
        .from(customFields)
        .where(eq(customFields.accountId, accountId))
        .orderBy(asc(customFields.name))
        .all(),

    forget: async (accountId, contactId, audit) => {
      const known = await write('forgetContact', (queries) => {
        const context: ChangeContext = { queries, nowMs: clock.now(), hints, transition };
        const deleted = queries
          .delete(contacts)
          .where(and(eq(contacts.accountId, accountId), eq(contacts.contactId, contactId)))
          .run();
        const unlinked = queries
          .delete(links)
          .where(and(eq(links.accountId, accountId), eq(links.contactId, contactId)))
          .run();
        moveCursorsAway(queries, accountId, contactId);
        const erased = eraseItems(context, accountId, contactId);
        if (deleted.changes === 0 && unlinked.changes === 0 && erased === 0) return false;
        wantScrub(queries);
        writeAudit(queries, audit, context.nowMs);
        return true;
      });
      if (known) emptyLog(database);
      return known;
    },
  };
}

/** A stored contact as it was checked when it was pushed. */
export function parseContent(content: string): Contact {
  return contactSchema.parse(JSON.parse(content));
}

/** A run that has come to this contact goes on from the one before; what that adds again is there already. */
function moveCursorsAway(queries: Queries, accountId: number, contactId: string): void {
  queries
    .update(runs)
    .set({
      expandCursor: sql`(select max(${contacts.contactId}) from ${contacts}
        where ${contacts.accountId} = ${accountId} and ${contacts.contactId} < ${contactId})`,
    })
    .where(and(eq(runs.accountId, accountId), eq(runs.expandCursor, contactId)))
    .run();
}

function eraseItems(context: ChangeContext, accountId: number, contactId: string): number {
  const mine = and(eq(items.accountId, accountId), eq(items.contactId, contactId));
  const pending = context.queries
    .update(items)
    .set({ state: 'DONE', outcome: 'SKIPPED', reason: 'RUN_CANCELLED', finishedAtMs: context.nowMs })
    .where(and(mine, inArray(items.state, ['PENDING', 'CLAIMED'])))
    .returning({ runId: items.runId })
    .all();
  const erased = context.queries
    .update(items)
    .set({ contactId: sql`'forgotten-' || ${items.id}`, email: null, crmContactId: null, details: null })
    .where(mine)
    .run();
  for (const { runId } of pending) {
    addToCounters(context, runId, { skipped: 1 });
    finishRunIfDone(context, runId);
  }
  return erased.changes;
}
