import type { Contact, ContactDirectory, Email } from '@goodfunds/shared';
import { contactSchema, MAX_CONTACT_ID_LENGTH } from '@goodfunds/shared/schemas';
import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { type AuditEntry, writeAudit } from './audit.ts';
import type { Change, StoreContext } from './context.ts';
import { listCustomFields } from './custom-fields.ts';
import { cutPage, textBytes } from './page-bytes.ts';
import { addToCounters, finishRunIfDone } from './run-state.ts';
import { contacts, decisions, items, links, runs } from './schema.ts';
import { jsonList, type Queries } from './sqlite/queries.ts';
import { eraseDeleted } from './sqlite/secure-erase.ts';

export function createContactStore({ database, write }: StoreContext) {
  const contactSizes = (condition: SQL | undefined, limit: number) =>
    database
      .select({ id: contacts.contactId, bytes: textBytes(contacts.content) })
      .from(contacts)
      .where(condition)
      .orderBy(asc(contacts.contactId))
      .limit(limit)
      .all();

  const readContacts = (accountId: number, contactIds: readonly string[]): Contact[] =>
    database
      .select({ content: contacts.content })
      .from(contacts)
      .where(and(eq(contacts.accountId, accountId), inArray(contacts.contactId, jsonList(contactIds))))
      .orderBy(asc(contacts.contactId))
      .all()
      .map((row) => parseContent(row.content));

  return {
    /** A page of the account's stored contacts, ordered by id. */
    list: async (
      accountId: number,
      { search, afterContactId, limit }: { search: string | null; afterContactId: string; limit: number },
    ): Promise<{ contacts: Contact[]; hasMore: boolean }> => {
      const sizes = contactSizes(
        and(
          eq(contacts.accountId, accountId),
          gt(contacts.contactId, afterContactId),
          search === null ? undefined : sql`instr(${contacts.searchText}, ${search.toLowerCase()}) > 0`,
        ),
        limit,
      );
      const { ids, hasMore } = cutPage(sizes, limit);
      return { contacts: readContacts(accountId, ids), hasMore };
    },

    /** The first of these contacts that fit into a page, ordered by id; `null` if one of them is not stored. */
    findAll: async (accountId: number, contactIds: readonly string[]): Promise<Contact[] | null> => {
      const ofAccount = eq(contacts.accountId, accountId);
      const chosen = and(ofAccount, inArray(contacts.contactId, jsonList(contactIds)));
      const sizes = contactSizes(chosen, contactIds.length);
      if (sizes.length < new Set(contactIds).size) return null;
      return readContacts(accountId, cutPage(sizes, contactIds.length).ids);
    },

    /** The custom fields of pushed contacts, ordered by name. */
    customFields: async (accountId: number) => listCustomFields(database, accountId),

    /**
     * Erases the contact, its links, reviews, decisions and its data in items. Its pending items become SKIPPED. `false` if nothing was
     * stored.
     */
    forget: async (accountId: number, contactId: string, audit: AuditEntry): Promise<boolean> =>
      await write('forgetContact', (change) => {
        const { queries } = change;
        const deleted = queries
          .delete(contacts)
          .where(and(eq(contacts.accountId, accountId), eq(contacts.contactId, contactId)))
          .run();
        const unlinked = queries
          .delete(links)
          .where(and(eq(links.accountId, accountId), eq(links.contactId, contactId)))
          .run();
        const undecided = queries
          .delete(decisions)
          .where(and(eq(decisions.accountId, accountId), eq(decisions.contactId, contactId)))
          .run();
        moveCursors(queries, accountId, contactId);
        const erased = eraseItems(change, accountId, contactId);
        if (deleted.changes + unlinked.changes + undecided.changes + erased === 0) return false;
        eraseDeleted(change);
        writeAudit(change, audit);
        return true;
      }),
  };
}

/** The links and e-mails of an account's contacts, as providers query them. */
export function createLinkStore({ database }: StoreContext) {
  const linksWhere = (accountId: number, environmentId: string, condition: SQL) =>
    database
      .select({ key: links.crmContactId, contactId: links.contactId, memory: links.memory })
      .from(links)
      .where(and(eq(links.accountId, accountId), eq(links.environmentId, environmentId), condition))
      .all();

  return {
    directory: (accountId: number): ContactDirectory => ({
      linksOf: async (environmentId, contactIds) => {
        const condition = inArray(links.contactId, jsonList(contactIds));
        const rows = linksWhere(accountId, environmentId, condition);
        return new Map(
          rows.map(({ contactId, key: crmContactId, memory }) => [contactId, { crmContactId, memory }]),
        );
      },

      ownersOf: async (environmentId, crmContactIds) => {
        const condition = inArray(links.crmContactId, jsonList(crmContactIds));
        return groupContactIds(linksWhere(accountId, environmentId, condition));
      },

      decisionsOf: async (environmentId, contactIds) => {
        const rows = database
          .select({
            contactId: decisions.contactId,
            notCrmContactIds: decisions.notCrmContactIds,
            wantsNew: decisions.wantsNew,
          })
          .from(decisions)
          .where(
            and(
              eq(decisions.accountId, accountId),
              eq(decisions.environmentId, environmentId),
              inArray(decisions.contactId, jsonList(contactIds)),
            ),
          )
          .all();
        return new Map(rows.map(({ contactId, ...decision }) => [contactId, decision]));
      },

      contactsWithEmail: async (emails) => {
        const rows = database
          .select({ key: sql<Email>`${contacts.email}`, contactId: contacts.contactId })
          .from(contacts)
          .where(and(eq(contacts.accountId, accountId), inArray(contacts.email, jsonList(emails))))
          .all();
        return groupContactIds(rows);
      },
    }),
  };
}

/** A stored contact was validated when it was pushed; parsing restores its type. */
export function parseContent(content: string): Contact {
  return contactSchema.parse(JSON.parse(content));
}

function groupContactIds<Key extends string>(
  rows: readonly { key: Key; contactId: string }[],
): Map<Key, string[]> {
  const groups = Map.groupBy(rows, ({ key }) => key);
  return new Map([...groups].map(([key, group]) => [key, group.map(({ contactId }) => contactId)]));
}

/**
 * `forgotten-` and the id of the item, padded with spaces to one character more than a pushed id can have, so that no
 * contact has it.
 */
const ERASED_CONTACT_ID = sql`format('%-*s', ${MAX_CONTACT_ID_LENGTH + 1}, 'forgotten-' || ${items.id})`;

/** The contact id of an item for display: without the padding if the contact was erased. */
export function displayedContactId({ contactId }: { contactId: string }): string {
  return contactId.length > MAX_CONTACT_ID_LENGTH ? contactId.trimEnd() : contactId;
}

/** Moves cursors off the contact to the one before. Adding that contact's item again has no effect. */
function moveCursors(queries: Queries, accountId: number, contactId: string): void {
  queries
    .update(runs)
    .set({
      expandCursor: sql`(select max(${contacts.contactId}) from ${contacts}
        where ${contacts.accountId} = ${accountId} and ${contacts.contactId} < ${contactId})`,
    })
    .where(and(eq(runs.accountId, accountId), eq(runs.expandCursor, contactId)))
    .run();
}

function eraseItems(change: Change, accountId: number, contactId: string): number {
  const { queries, nowMs } = change;
  const ofContact = and(eq(items.accountId, accountId), eq(items.contactId, contactId));
  const skipped = queries
    .update(items)
    .set({ state: 'DONE', outcome: 'SKIPPED', reason: 'RUN_CANCELLED', finishedAtMs: nowMs })
    .where(and(ofContact, inArray(items.state, ['PENDING', 'CLAIMED'])))
    .returning({ runId: items.runId })
    .all();
  const erased = queries
    .update(items)
    .set({
      contactId: ERASED_CONTACT_ID,
      email: null,
      crmContactId: null,
      details: null,
      contradictions: null,
    })
    .where(ofContact)
    .run();
  for (const { runId } of skipped) {
    addToCounters(change, runId, { skipped: 1 });
    finishRunIfDone(change, runId);
  }
  return erased.changes;
}
