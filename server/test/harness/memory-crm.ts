import {
  type Contact,
  type ContactOutcome,
  type CrmIntegrationPort,
  normaliseEmail,
} from '@goodfunds/shared';
import { RetryableIntegrationError } from '../../src/crm/integration-error.ts';

export type MemoryCrm = CrmIntegrationPort & {
  /** CRM contacts by e-mail. */
  readonly rows: Map<string, Contact>;
  /** Sizes of the batches that were handed in. */
  readonly batches: number[];
  /** Called before each batch; may throw, or wait. */
  before: (contacts: readonly Contact[], signal?: AbortSignal) => Promise<void> | void;
};

/** What a request may take. */
const REQUEST_MS = 16_000;

/** A whole CRM in a map, for tests of what is shared by all providers. */
export function createMemoryCrm(environmentId = 'environment-1'): MemoryCrm {
  const rows = new Map<string, Contact>();
  const batches: number[] = [];
  const crm: MemoryCrm = {
    rows,
    batches,
    before: () => undefined,
    capabilities: new Set(['CONTACT_UPDATE'] as const),
    getProviderStatus: async () => ({ status: 'UP', checks: [], remote: null }),
    getEnvironmentId: async () => environmentId,
    getAvailableContactFields: async () => [],
    findContacts: async () => new Map(),
    createOrUpdateContacts: async (contacts, { canStart = () => true }, signal) => {
      // As every provider does: a process that was held up may have been overtaken.
      if (!canStart(REQUEST_MS)) throw new RetryableIntegrationError({ code: 'CANCELLED' });
      await crm.before(contacts, signal);
      batches.push(contacts.length);
      return contacts.map((contact) => bring(rows, contact));
    },
  };
  return crm;
}

function bring(rows: Map<string, Contact>, contact: Contact): ContactOutcome {
  const email = normaliseEmail(contact.email);
  if (email === null) return outcome(contact, { outcome: 'SKIPPED', reason: 'NO_EMAIL' });
  const existing = rows.get(email);
  rows.set(email, contact);
  const unchanged = existing && JSON.stringify(existing) === JSON.stringify(contact);
  return outcome(contact, {
    outcome: existing ? (unchanged ? 'UNCHANGED' : 'UPDATED') : 'CREATED',
    crmContactId: `crm-${email}`,
  });
}

function outcome(contact: Contact, fields: Partial<ContactOutcome>): ContactOutcome {
  return {
    contactId: contact.id,
    outcome: 'UNCHANGED',
    reason: null,
    crmContactId: null,
    candidates: [],
    changedAttributes: [],
    changes: [],
    warnings: [],
    error: null,
    ...fields,
  };
}
