import { setImmediate } from 'node:timers/promises';
import type { ContactDirectory, ContactOutcome, Email } from '@goodfunds/shared';
import { v5 } from 'uuid';
import type { Found } from './find-contacts.ts';

export type LinkIndex = Awaited<ReturnType<typeof loadLinkIndex>>;

export type LinkIndexInput = {
  accountId: number;
  environmentId: string;
  directory: ContactDirectory;
  jobs: readonly {
    contact: { id: string };
    email: Email | null;
    derivedId: string;
    notCrmContactIds: ReadonlySet<string>;
  }[];
};

/**
 * Which CRM contacts belong to the account's contacts in one environment, for one call: the stored links, and
 * everything that the call itself has found out or, in a dry run, would have done.
 */
export async function loadLinkIndex(input: LinkIndexInput) {
  const { environmentId, directory, jobs } = input;
  const stored = await directory.linksOf(
    environmentId,
    jobs.map(({ contact }) => contact.id),
  );
  const links = new Map<string, string>();
  for (const { contact, notCrmContactIds } of jobs) {
    const link = stored.get(contact.id);
    const linkedId = link?.crmContactId.toLowerCase();
    if (linkedId !== undefined && !notCrmContactIds.has(linkedId)) links.set(contact.id, linkedId);
  }
  const owners = new Map<string, Set<string>>();
  const searched = new Set<string>();
  let creators: Promise<Map<string, string>> | null = null;

  const loadCreators = (): Promise<Map<string, string>> => {
    creators ??= contactsByDerivedId(input);
    return creators;
  };

  const noteOwner = (crmContactId: string, contactId: string): void => {
    owners.set(crmContactId, (owners.get(crmContactId) ?? new Set()).add(contactId));
  };

  return {
    linkOf: (contactId: string): string | null => links.get(contactId) ?? null,
    /** What is remembered of the contact, if this was its CRM contact then. */
    memoryOf: (contactId: string, crmContactId: string): string | null => {
      const link = stored.get(contactId);
      return link?.crmContactId.toLowerCase() === crmContactId ? link.memory : null;
    },
    /** Starts to read what `ownersOf` needs, while the CRM is asked. */
    prefetchOwners: async (): Promise<void> => void (await loadCreators()),
    /** Contacts of the account by the id of their CRM contact, for the rows that were found. */
    ownersOf: async ({ byId }: Found): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
      const creatorById = await loadCreators();
      const unknown = [...byId.keys()].filter((id) => !searched.has(id));
      if (unknown.length === 0) return owners;
      for (const [id, contactIds] of await directory.ownersOf(environmentId, unknown)) {
        for (const contactId of contactIds) noteOwner(id.toLowerCase(), contactId);
      }
      for (const id of unknown) {
        searched.add(id);
        const creator = creatorById.get(id);
        if (creator !== undefined) noteOwner(id, creator);
      }
      return owners;
    },
    noteOutcome: ({ contactId, crmContactId, outcome, reason }: ContactOutcome): void => {
      if (crmContactId === null || !LINKING_OUTCOMES.has(reason ?? outcome)) return;
      links.set(contactId, crmContactId);
      noteOwner(crmContactId, contactId);
    },
  };
}

/** The outcomes after which a contact is linked to a CRM contact. */
const LINKING_OUTCOMES: ReadonlySet<string> = new Set([
  'CREATED',
  'UPDATED',
  'UNCHANGED',
  'EXISTING_CONTACT',
]);

/**
 * Contacts of the account with one of these e-mails, by the id under which each is created: a crash can have kept
 * the link from being stored.
 */
async function contactsByDerivedId(input: LinkIndexInput): Promise<Map<string, string>> {
  const { accountId, environmentId, directory, jobs } = input;
  const byEmail = await directory.contactsWithEmail([...new Set(jobs.flatMap(({ email }) => email ?? []))]);
  const idsHere = new Set(jobs.map(({ contact }) => contact.id));
  const others = [...byEmail.values()].flat().filter((contactId) => !idsHere.has(contactId));
  const creators = new Map(jobs.map((job) => [job.derivedId, job.contact.id]));
  const decisions = await directory.decisionsOf(environmentId, others);
  for (const [index, contactId] of others.entries()) {
    // Thousands of contacts can share an e-mail, and an id takes some microseconds.
    if (index % IDS_AT_ONCE === 0) await setImmediate();
    const notCrmContactIds = decisions.get(contactId)?.notCrmContactIds;
    creators.set(derivedId({ accountId, environmentId, contactId, notCrmContactIds }), contactId);
  }
  return creators;
}

const IDS_AT_ONCE = 1_000;

/**
 * The id under which a contact is created, the same for every attempt: a repeated create after a lost answer or a
 * crash meets its own row (UUID v5, RFC 9562, section 5.5). Another one follows where it was decided that the contact is
 * not the row that was created for it.
 */
export function derivedId(contact: {
  accountId: number;
  environmentId: string;
  contactId: string;
  notCrmContactIds?: readonly string[] | undefined;
}): string {
  // UUIDs are made of UTF-8, and ids that were stored in the past can have lone surrogates.
  const contactId = contact.contactId.toWellFormed();
  const name = `${contact.accountId}/${contact.environmentId.toLowerCase()}/${contactId}`;
  let id = v5(name, NAMESPACE);
  // No other name starts like these, because accounts are numbers.
  for (let next = 2; contact.notCrmContactIds?.includes(id); next += 1) id = v5(`${next}:${name}`, NAMESPACE);
  return id;
}

/** Fixed for good: with another one every repeated create would make a second row. */
const NAMESPACE = '6f1d3c7e-2b0a-5c58-9a41-8d0e5b7f4c21';
