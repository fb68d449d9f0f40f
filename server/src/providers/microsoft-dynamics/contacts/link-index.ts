import type { ContactDirectory, Email } from '@goodfunds/shared';
import type { ContactRow } from './contact-row.ts';
import { derivedId } from './derived-id.ts';
import { type Found, groupByEmail } from './find-contacts.ts';
import { lazy } from './lazy.ts';
import type { Work } from './plan-batch.ts';

/**
 * What is known of the account's contacts in this environment while a call runs: the stored links, and everything
 * that the call itself has found out or, in a dry run, would have done.
 */
export type KnownContacts = {
  linkOf: (contactId: string) => string | null;
  /** Reads what the owners need, while the CRM is being asked. */
  readAhead: () => Promise<void>;
  /** Contacts by the CRM contact that is theirs, for the rows that were found. */
  ownersOf: (found: Found) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  noteLink: (contactId: string, crmContactId: string) => void;
  /** A row as a dry run would have left it. */
  noteRow: (row: ContactRow) => void;
  withNotedRows: (found: Found, emails: readonly Email[]) => Found;
};

export type KnownContactsInput = {
  accountId: number;
  environmentId: string;
  directory: ContactDirectory;
  works: readonly Pick<Work, 'contact' | 'email' | 'derivedId'>[];
};

export async function loadKnownContacts(input: KnownContactsInput): Promise<KnownContacts> {
  const { accountId, environmentId, directory, works } = input;
  const stored = await directory.linksOf(
    environmentId,
    works.map(({ contact }) => contact.id),
  );
  const links = new Map(
    [...stored].map(([contactId, crmContactId]) => [contactId, crmContactId.toLowerCase()]),
  );
  const createdBy = lazy(loadDerivedIds);
  const owners = new Map<string, Set<string>>();
  const asked = new Set<string>();
  const rows = new Map<string, ContactRow>();

  const noteOwner = (crmContactId: string, contactId: string): void => {
    owners.set(crmContactId, (owners.get(crmContactId) ?? new Set()).add(contactId));
  };

  return {
    readAhead: async () => {
      await createdBy();
    },
    linkOf: (contactId) => links.get(contactId) ?? null,
    ownersOf: async ({ byId }) => {
      const creators = await createdBy();
      const unknown = [...byId.keys()].filter((id) => !asked.has(id));
      const known =
        unknown.length > 0 ? await directory.ownersOf(environmentId, unknown) : new Map<string, string[]>();
      for (const [id, contactIds] of known)
        for (const contactId of contactIds) noteOwner(id.toLowerCase(), contactId);
      for (const id of unknown) {
        asked.add(id);
        const creator = creators.get(id);
        if (creator !== undefined) noteOwner(id, creator);
      }
      return owners;
    },
    noteLink: (contactId, crmContactId) => {
      links.set(contactId, crmContactId);
      noteOwner(crmContactId, contactId);
    },
    noteRow: (row) => rows.set(row.id, row),
    withNotedRows: (found, emails) => {
      if (rows.size === 0) return found;
      const byId = new Map([...found.byId, ...rows]);
      return { ...found, byId, byEmail: groupByEmail(byId, emails) };
    },
  };

  /**
   * Rows that were created for a contact of the account with one of these e-mails, whether or not a crash kept
   * the link from being stored.
   */
  async function loadDerivedIds(): Promise<Map<string, string>> {
    const emails = [...new Set(works.map(({ email }) => email))];
    const known = await directory.contactsWithEmail(emails);
    const idsHere = new Set(works.map(({ contact }) => contact.id));
    const others = [...known.values()].flat().filter((contactId) => !idsHere.has(contactId));
    return new Map([
      ...works.map(({ contact, derivedId: id }): [string, string] => [id(), contact.id]),
      ...others.map((contactId): [string, string] => [
        derivedId({ accountId, environmentId, contactId }),
        contactId,
      ]),
    ]);
  }
}
