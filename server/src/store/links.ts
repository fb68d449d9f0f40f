import type { ContactDirectory, Email } from '@goodfunds/shared';
import { and, eq, inArray } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { jsonList } from './json-rows.ts';
import { contacts, links } from './schema.ts';

export interface LinkStore {
  /** What the account's contacts have become so far, as the providers ask for it. */
  directory(accountId: number): ContactDirectory;
}

export function createLinkStore({ database }: StoreContext): LinkStore {
  return {
    directory: (accountId) => ({
      linksOf: async (environmentId, contactIds) => {
        const rows = database
          .select({ contactId: links.contactId, crmContactId: links.crmContactId })
          .from(links)
          .where(
            and(
              eq(links.accountId, accountId),
              eq(links.environmentId, environmentId),
              inArray(links.contactId, jsonList(contactIds)),
            ),
          )
          .all();
        return new Map(rows.map((row) => [row.contactId, row.crmContactId]));
      },

      ownersOf: async (environmentId, crmContactIds) => {
        const rows = database
          .select({ key: links.crmContactId, contactId: links.contactId })
          .from(links)
          .where(
            and(
              eq(links.accountId, accountId),
              eq(links.environmentId, environmentId),
              inArray(links.crmContactId, jsonList(crmContactIds)),
            ),
          )
          .all();
        return groupContactIds(rows);
      },

      contactsWithEmail: async (emails) => {
        const rows = database
          .select({ key: contacts.email, contactId: contacts.contactId })
          .from(contacts)
          .where(and(eq(contacts.accountId, accountId), inArray(contacts.email, jsonList(emails))))
          .all();
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

function hasKey(row: { key: string | null; contactId: string }): row is { key: string; contactId: string } {
  return row.key !== null;
}

function groupContactIds(rows: readonly { key: string; contactId: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) groups.set(row.key, [...(groups.get(row.key) ?? []), row.contactId]);
  return groups;
}
