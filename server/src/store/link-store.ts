import type { ContactDirectory, Email } from '@goodfunds/shared';
import { and, eq, inArray } from 'drizzle-orm';
import { contacts, links } from './schema.ts';
import type { StoreContext } from './store-context.ts';

export interface LinkStore {
  /** What the account's contacts have become so far, as the providers ask for it. */
  directory(accountId: number): ContactDirectory;
}

/** SQLite takes at most 32,766 parameters a statement; this stays well below. */
const CHUNK = 1_000;

export function createLinkStore({ database }: StoreContext): LinkStore {
  return {
    directory: (accountId) => ({
      linksOf: async (environmentId, contactIds) => {
        const rows = inChunks(contactIds, (chunk) =>
          database
            .select({ contactId: links.contactId, crmContactId: links.crmContactId })
            .from(links)
            .where(
              and(
                eq(links.accountId, accountId),
                eq(links.environmentId, environmentId),
                inArray(links.contactId, chunk),
              ),
            )
            .all(),
        );
        return new Map(rows.map((row) => [row.contactId, row.crmContactId]));
      },

      ownersOf: async (environmentId, crmContactIds) => {
        const rows = inChunks(crmContactIds, (chunk) =>
          database
            .select({ key: links.crmContactId, contactId: links.contactId })
            .from(links)
            .where(
              and(
                eq(links.accountId, accountId),
                eq(links.environmentId, environmentId),
                inArray(links.crmContactId, chunk),
              ),
            )
            .all(),
        );
        return groupContactIds(rows);
      },

      contactsWithEmail: async (emails) => {
        const rows = inChunks(emails, (chunk) =>
          database
            .select({ key: contacts.email, contactId: contacts.contactId })
            .from(contacts)
            .where(and(eq(contacts.accountId, accountId), inArray(contacts.email, chunk)))
            .all(),
        );
        const found = new Map(emails.map((email) => [email as string, email]));
        const groups = groupContactIds(rows.filter(hasKey));
        return new Map(
          [...groups].flatMap(([email, contactIds]): [Email, string[]][] => {
            const asked = found.get(email);
            return asked ? [[asked, contactIds]] : [];
          }),
        );
      },
    }),
  };
}

function inChunks<T, Row>(values: readonly T[], read: (chunk: T[]) => Row[]): Row[] {
  const rows: Row[] = [];
  for (let start = 0; start < values.length; start += CHUNK)
    rows.push(...read(values.slice(start, start + CHUNK)));
  return rows;
}

function hasKey(row: { key: string | null; contactId: string }): row is { key: string; contactId: string } {
  return row.key !== null;
}

function groupContactIds(rows: readonly { key: string; contactId: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) groups.set(row.key, [...(groups.get(row.key) ?? []), row.contactId]);
  return groups;
}
