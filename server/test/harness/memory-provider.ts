import type { CrmField, CrmIntegrationPort, ProviderStatus, StatusCheck } from '@goodfunds/shared';
import { z } from 'zod';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../../src/crm/integration-error.ts';
import type { CrmProviderDefinition } from '../../src/crm/provider-definition.ts';
import { createMemoryCrm, type MemoryCrm } from './memory-crm.ts';

const credentialsSchema = z.object({
  user: z.string().regex(/^[a-z]+$/, { error: 'must be a user' }),
  secret: z.string().min(1),
  address: z.string().min(1),
  expiresOn: z.iso.date().nullish(),
});
type MemoryCredentials = z.infer<typeof credentialsSchema>;

export type MemoryProvider = CrmProviderDefinition<MemoryCredentials> & {
  /** The one CRM behind every address. */
  readonly crm: MemoryCrm;
  readonly fields: CrmField[];
  /** Every connection that was opened, with the credentials it was opened with. */
  readonly opened: MemoryCredentials[];
  /** The secret that the CRM knows. */
  secret: string;
  /** While it is away, nothing is answered. */
  away: boolean;
  /** Thrown when a connection is opened, as only a bug would. */
  bug: Error | null;
  /** Waited for between two checks of a test. */
  betweenChecks: () => Promise<void>;
};

/** A provider over a CRM in memory, for tests of what is shared by all providers. */
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
    secret: 'a-secret-of-twenty-characters',
    away: false,
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
    if (provider.away)
      throw new RetryableIntegrationError({ code: 'UNAVAILABLE', retryAfterMs: 1_500, requestId: 'crm-1' });
    if (credentials.secret !== provider.secret)
      throw new NonRetryableIntegrationError({ code: 'CLIENT_SECRET_WRONG' });
    return await work();
  };
  return {
    ...provider.crm,
    getEnvironmentId: async () => await answer(() => `environment of ${credentials.address}`),
    getAvailableContactFields: async () => await answer(() => [...provider.fields]),
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
  const secretFails = provider.away || credentials.secret !== provider.secret;
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
