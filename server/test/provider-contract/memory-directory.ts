import {
  type Contact,
  type ContactDirectory,
  type ContactLink,
  type Email,
  type IdentityDecision,
  normaliseEmail,
} from '@goodfunds/shared';

export type MemoryDirectory = ContactDirectory & {
  /** Adds contacts to the account. */
  remember(contacts: readonly Contact[]): void;
  unlink(environmentId: string, contactId: string): void;
  decide(environmentId: string, contactId: string, decision: IdentityDecision): void;
  link(
    environmentId: string,
    links: readonly { contactId: string; crmContactId: string | null; memory?: string | undefined }[],
  ): void;
};

/** A contact directory in memory. */
export function memoryDirectory(): MemoryDirectory {
  const contacts = new Map<string, Email | null>();
  const links = new Map<string, Map<string, ContactLink>>();
  const decisions = new Map<string, IdentityDecision>();
  return {
    remember: (given) => {
      for (const contact of given) contacts.set(contact.id, normaliseEmail(contact.email));
    },
    link: (environmentId, given) => {
      const known = links.get(environmentId) ?? new Map<string, ContactLink>();
      links.set(environmentId, known);
      for (const { contactId, crmContactId, memory = null } of given) {
        if (crmContactId) known.set(contactId, { crmContactId, memory });
      }
    },
    unlink: (environmentId, contactId) => {
      links.get(environmentId)?.delete(contactId);
    },
    decide: (environmentId, contactId, decision) => {
      decisions.set(`${environmentId} ${contactId}`, decision);
    },
    decisionsOf: async (environmentId, contactIds) =>
      new Map(
        contactIds.flatMap((contactId) => {
          const decision = decisions.get(`${environmentId} ${contactId}`);
          return decision ? [[contactId, decision] as const] : [];
        }),
      ),
    linksOf: async (environmentId, contactIds) =>
      new Map([...(links.get(environmentId) ?? [])].filter(([contactId]) => contactIds.includes(contactId))),
    ownersOf: async (environmentId, crmContactIds) =>
      groupBy(
        [...(links.get(environmentId) ?? [])].map(([contactId, link]) => [contactId, link.crmContactId]),
        (crmContactId) => crmContactIds.includes(crmContactId),
      ),
    contactsWithEmail: async (emails) =>
      groupBy(contacts, (email): email is Email => email !== null && emails.includes(email)),
  };
}

/** Contact ids by value, for the wanted values. */
function groupBy<Value, Wanted extends Value>(
  pairs: Iterable<[string, Value]>,
  isWanted: ((value: Value) => value is Wanted) | ((value: Value) => boolean),
): Map<Wanted, string[]> {
  const groups = new Map<Wanted, string[]>();
  const wanted = isWanted as (value: Value) => value is Wanted;
  for (const [contactId, value] of pairs) {
    if (wanted(value)) groups.set(value, [...(groups.get(value) ?? []), contactId]);
  }
  return groups;
}
