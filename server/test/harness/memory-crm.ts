import {
  type Contact,
  type ContactOutcome,
  type CrmField,
  type CrmIntegrationPort,
  normaliseEmail,
  type ProviderStatus,
  type StatusCheck,
} from '@goodfunds/shared';
import { z } from 'zod';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../../src/crm/integration-error.ts';
import type { CrmProviderDefinition } from '../../src/crm/provider-definition.ts';

const credentialsSchema = z.object({
  user: z.string().regex(/^[a-z]+$/, { error: 'must be a user' }),
  secret: z.string().min(1),
  address: z.string().min(1),
  expiresOn: z.iso.date().nullish(),
});
type MemoryCredentials = z.infer<typeof credentialsSchema>;

const MEMORY_SECRET = 'a-secret-of-twenty-characters';

/** Credentials that the CRM in memory accepts. */
export function memoryCredentials(): Record<string, string> {
  return { user: 'anna', secret: MEMORY_SECRET, address: 'https://crm.example' };
}

export type MemoryProvider = CrmProviderDefinition<MemoryCredentials> & {
  /** The one CRM behind every address. */
  readonly crm: MemoryCrm;
  readonly fields: CrmField[];
  /** The credentials of every connection that was opened. */
  readonly opened: MemoryCredentials[];
  /** The secret that the CRM accepts. */
  secret: string;
  /** While true, every request fails with UNAVAILABLE. */
  isUnavailable: boolean;
  /** Thrown when a connection is opened. */
  bug: Error | null;
  /** Awaited between two checks of a connection test. */
  betweenChecks: () => Promise<void>;
};

/** A provider of a CRM in memory, for tests of what all providers share. */
export function createMemoryProvider(id = 'memory'): MemoryProvider {
  const provider: MemoryProvider = {
    crm: createMemoryCrm(),
    fields: [
      crmField({ attribute: 'emailaddress1', label: 'Email' }),
      crmField({ attribute: 'firstname', label: 'First Name' }),
      crmField({ attribute: 'new_shirtsize', label: 'Shirt Size', custom: true }),
      crmField({ attribute: 'statecode', mappable: false, unmappableReason: 'STATE' }),
    ],
    opened: [],
    secret: MEMORY_SECRET,
    isUnavailable: false,
    bug: null,
    betweenChecks: async () => {},
    descriptor: {
      id,
      name: 'CRM in Memory',
      shortName: 'Memory',
      capabilities: ['FIELD_DISCOVERY', 'CONTACT_SEARCH', 'CONTACT_UPDATE'],
      credentialFields: [
        { name: 'user', kind: 'TEXT', required: true },
        { name: 'secret', kind: 'SECRET', required: true },
        { name: 'address', kind: 'URL', required: true },
        { name: 'expiresOn', kind: 'DATE', required: false },
      ],
      checks: ['ADDRESS', 'SECRET'],
      requiredMapping: { emailaddress1: { field: 'email' } },
      matchEmailAttributes: ['emailaddress1'],
      objectionAttributes: [],
    },
    credentialsSchema,
    credentialProblems: {
      user: { code: 'CLIENT_UNKNOWN', check: 'SECRET' },
      secret: { code: 'CREDENTIAL_MISSING', check: 'SECRET' },
      address: { code: 'ENVIRONMENT_URL_INVALID', check: 'ADDRESS' },
    },
    standardMapping: { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } },
    checkCredentials: ({ address }) => {
      if (address.includes('forbidden')) {
        throw new NonRetryableIntegrationError({
          code: 'ENVIRONMENT_HOST_NOT_ALLOWED',
          params: { host: address },
        });
      }
    },
    open: (credentials) => {
      if (provider.bug) throw provider.bug;
      provider.opened.push(credentials);
      return openPort(provider, credentials);
    },
  };
  return provider;
}

function openPort(provider: MemoryProvider, credentials: MemoryCredentials): CrmIntegrationPort {
  const answer = async <T>(work: () => T | Promise<T>): Promise<T> => {
    if (provider.isUnavailable)
      throw new RetryableIntegrationError({ code: 'UNAVAILABLE', retryAfterMs: 1_500, requestId: 'crm-1' });
    if (credentials.secret !== provider.secret)
      throw new NonRetryableIntegrationError({ code: 'CLIENT_SECRET_WRONG' });
    return await work();
  };
  return {
    ...provider.crm,
    getEnvironmentId: async () =>
      await answer(async () => await provider.crm.environmentIdAt(credentials.address)),
    getAvailableContactFields: async () => await answer(() => [...provider.fields]),
    compareContact: async (...input) => await answer(async () => await provider.crm.compareContact(...input)),
    createOrUpdateContacts: async (...batch) =>
      await answer(async () => await provider.crm.createOrUpdateContacts(...batch)),
    getProviderStatus: async ({ onCheck } = {}) => await runChecks(provider, credentials, onCheck),
  };
}

async function runChecks(
  provider: MemoryProvider,
  credentials: MemoryCredentials,
  onCheck: ((check: StatusCheck) => void) | undefined,
): Promise<ProviderStatus> {
  const addressFails = credentials.address.includes('forbidden');
  const secretFails = provider.isUnavailable || credentials.secret !== provider.secret;
  const checks: StatusCheck[] = [
    check('ADDRESS', addressFails ? 'ENVIRONMENT_HOST_NOT_ALLOWED' : null),
    check('SECRET', secretFails ? 'CLIENT_SECRET_WRONG' : null),
  ];
  for (const ended of checks) {
    onCheck?.(ended);
    await provider.betweenChecks();
  }
  return { status: addressFails || secretFails ? 'DOWN' : 'UP', checks, remote: null };
}

function check(id: string, code: StatusCheck['code']): StatusCheck {
  return {
    id,
    status: code ? 'FAILED' : 'PASSED',
    code,
    params: {},
    detail: null,
    durationMs: 1,
    requestId: null,
  };
}

export type MemoryCrm = CrmIntegrationPort & {
  /** CRM contacts by e-mail. */
  readonly rows: Map<string, Contact>;
  /** The sizes of all batches. */
  readonly batches: number[];
  environmentIdAt: (address: string) => Promise<string>;
  /** Called before each batch; can throw or wait. */
  before: (contacts: readonly Contact[], signal?: AbortSignal) => Promise<void> | void;
};

/** The time that a request can take. */
const REQUEST_MS = 16_000;

export function createMemoryCrm(): MemoryCrm {
  const rows = new Map<string, Contact>();
  const batches: number[] = [];
  const crm: MemoryCrm = {
    rows,
    batches,
    before: () => undefined,
    capabilities: new Set(['CONTACT_UPDATE'] as const),
    getProviderStatus: async () => ({ status: 'UP', checks: [], remote: null }),
    environmentIdAt: async (address) => `environment of ${address}`,
    getEnvironmentId: async () => await crm.environmentIdAt('memory'),
    getAvailableContactFields: async () => [],
    findContacts: async () => new Map(),
    compareContact: async ({ email = null, firstName = null }) => ({
      values: { emailaddress1: email, firstname: firstName },
      crmContacts: [],
    }),
    createOrUpdateContacts: async (contacts, { canStart = () => true }, signal) => {
      // As in every provider: another process can have taken over the lease.
      if (!(await canStart(REQUEST_MS))) throw new RetryableIntegrationError({ code: 'CANCELLED' });
      await crm.before(contacts, signal);
      batches.push(contacts.length);
      return contacts.map((contact) => upsert(rows, contact));
    },
  };
  return crm;
}

function upsert(rows: Map<string, Contact>, contact: Contact): ContactOutcome {
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
