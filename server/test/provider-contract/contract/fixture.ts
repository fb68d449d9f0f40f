import type { Contact, ContactOutcome, Email, Mapping, SyncOptions } from '@goodfunds/shared';
import { DEFAULT_SYNC_RULES, normaliseEmail } from '@goodfunds/shared';
import { memoryDirectory } from '../memory-directory.ts';
import type { CrmHarness, MakeHarness, RemoteRow } from './harness.ts';

/** A harness with the mapping and the links that a caller of the port keeps. */
export type Fixture = CrmHarness & {
  mapping: Mapping;
  /** Syncs contacts and stores their links. */
  sync: (contacts: Contact[], options?: Partial<SyncOptions>) => Promise<ContactOutcome[]>;
  /** Syncs one contact. */
  syncOne: (contact: Contact, options?: Partial<SyncOptions>) => Promise<ContactOutcome>;
  /** Syncs contacts without the links of earlier calls. */
  syncWithoutLinks: (contacts: Contact[], options?: Partial<SyncOptions>) => Promise<ContactOutcome[]>;
  /** The only row of the CRM. */
  onlyRow: () => Promise<RemoteRow>;
  link: (contactId: string, crmContactId: string) => Promise<void>;
  unlink: (contactId: string) => Promise<void>;
  /** Decides that the contact is none of these CRM contacts, and gets a new one. */
  decideNew: (contactId: string, notCrmContactIds: string[]) => Promise<void>;
};

export async function withFixture(
  makeHarness: MakeHarness,
  run: (fixture: Fixture) => Promise<void>,
): Promise<void> {
  const harness = await makeHarness();
  try {
    await run(createFixture(harness));
  } finally {
    await harness.close();
  }
}

export function email(text: string): Email {
  const normalised = normaliseEmail(text);
  if (normalised === null) throw new Error('the suite needs an e-mail');
  return normalised;
}

function createFixture(harness: CrmHarness): Fixture {
  const { attributes } = harness;
  const mapping: Mapping = {
    [attributes.email]: { field: 'email' },
    [attributes.firstName]: { field: 'firstName' },
    [attributes.lastName]: { field: 'lastName' },
    [attributes.city]: { field: 'address.city' },
  };
  const kept = memoryDirectory();

  const run = async (
    contacts: Contact[],
    options: Partial<SyncOptions>,
    directory: ReturnType<typeof memoryDirectory>,
  ): Promise<ContactOutcome[]> => {
    directory.remember(contacts);
    return harness.port.createOrUpdateContacts(contacts, {
      accountId: 7,
      mapping,
      ...DEFAULT_SYNC_RULES,
      strategy: 'UPDATE_IF_CHANGED',
      directory,
      memoryKey: 'test key',
      dryRun: false,
      ...options,
    });
  };

  const sync: Fixture['sync'] = async (contacts, options = {}) => {
    const outcomes = await run(contacts, options, kept);
    if (!options.dryRun) kept.link(await harness.port.getEnvironmentId(), outcomes);
    return outcomes;
  };

  return {
    ...harness,
    mapping,
    sync,
    syncOne: async (contact, options) => {
      const [outcome] = await sync([contact], options);
      if (!outcome) throw new Error('a contact got no outcome');
      return outcome;
    },
    syncWithoutLinks: (contacts, options = {}) => run(contacts, options, memoryDirectory()),
    onlyRow: async () => {
      const [row, ...others] = await harness.rows();
      if (!row || others.length > 0) throw new Error(`the CRM holds ${row ? others.length + 1 : 0} contacts`);
      return row;
    },
    unlink: async (contactId) => {
      kept.unlink(await harness.port.getEnvironmentId(), contactId);
    },
    decideNew: async (contactId, notCrmContactIds) => {
      const decision = { notCrmContactIds, wantsNew: true };
      kept.decide(await harness.port.getEnvironmentId(), contactId, decision);
    },
    link: async (contactId, crmContactId) => {
      kept.link(await harness.port.getEnvironmentId(), [{ contactId, crmContactId }]);
    },
  };
}
