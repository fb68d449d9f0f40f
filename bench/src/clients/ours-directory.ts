import {
  type Contact,
  type ContactDirectory,
  type ContactLink,
  type ContactOutcome,
  normaliseEmail,
} from '@goodfunds/shared';

/** Links and stored contacts of one account in one environment, in memory. */
export type OursDirectory = ContactDirectory & {
  remember(contacts: readonly Contact[]): void;
  link(outcomes: readonly ContactOutcome[]): void;
};

export function createDirectory(): OursDirectory {
  const links = new Map<string, ContactLink>();
  const owners = new Map<string, string[]>();
  const idsByEmail = new Map<string, string[]>();
  return {
    remember: (contacts) => {
      for (const { id, email } of contacts) {
        const key = normaliseEmail(email);
        const ids = key === null ? [] : (idsByEmail.get(key) ?? []);
        if (key !== null && !ids.includes(id)) idsByEmail.set(key, [...ids, id]);
      }
    },
    link: (outcomes) => {
      for (const { contactId, crmContactId, memory = null, outcome } of outcomes) {
        if (crmContactId === null || outcome === 'FAILED' || outcome === 'SKIPPED') continue;
        links.set(contactId, { crmContactId, memory });
        const known = owners.get(crmContactId) ?? [];
        if (!known.includes(contactId)) owners.set(crmContactId, [...known, contactId]);
      }
    },
    linksOf: async (_environmentId, contactIds) => only(links, contactIds),
    ownersOf: async (_environmentId, crmContactIds) => only(owners, crmContactIds),
    decisionsOf: async () => new Map(),
    contactsWithEmail: async (emails) => only(idsByEmail, emails),
  };
}

function only<Key extends string, Value>(all: ReadonlyMap<string, Value>, keys: readonly Key[]) {
  return new Map<Key, Value>(
    keys.flatMap((key) => {
      const value = all.get(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
