import type { Contact, ContactOutcome, Email, Mapping, SyncOptions } from '@goodfunds/shared';
import { normaliseEmail } from '@goodfunds/shared';
import { memoryDirectory } from '../memory-directory.ts';
import type { CrmHarness, MakeHarness, RemoteRow } from './harness.ts';

/** One harness with what a caller of the port keeps: a mapping, and what contacts have become. */
export type Stage = CrmHarness & {
  mapping: Mapping;
  /** Brings contacts in and remembers their links, as the sync does. */
  sync: (contacts: Contact[], options?: Partial<SyncOptions>) => Promise<ContactOutcome[]>;
  /** Brings one in. */
  syncOne: (contact: Contact, options?: Partial<SyncOptions>) => Promise<ContactOutcome>;
  /** Brings contacts in as one that remembers nothing of earlier calls. */
  syncForgetful: (contacts: Contact[], options?: Partial<SyncOptions>) => Promise<ContactOutcome[]>;
  /** The only row of the CRM. */
  onlyRow: () => Promise<RemoteRow>;
  link: (contactId: string, crmContactId: string) => Promise<void>;
};

export async function onStage(
  makeHarness: MakeHarness,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const harness = await makeHarness();
  try {
    await play(createStage(harness));
  } finally {
    await harness.close();
  }
}

export function email(text: string): Email {
  const normalised = normaliseEmail(text);
  if (normalised === null) throw new Error('the suite needs an e-mail');
  return normalised;
}

function createStage(harness: CrmHarness): Stage {
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
      strategy: 'UPDATE_IF_CHANGED',
      onAmbiguousMatch: 'REPORT',
      onDeletedInCrm: 'REPORT',
      directory,
      dryRun: false,
      ...options,
    });
  };

  const sync: Stage['sync'] = async (contacts, options = {}) => {
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
    syncForgetful: (contacts, options = {}) => run(contacts, options, memoryDirectory()),
    onlyRow: async () => {
      const [row, ...others] = await harness.rows();
      if (!row || others.length > 0) throw new Error(`the CRM holds ${row ? others.length + 1 : 0} contacts`);
      return row;
    },
    link: async (contactId, crmContactId) => {
      kept.link(await harness.port.getEnvironmentId(), [{ contactId, crmContactId }]);
    },
  };
}
