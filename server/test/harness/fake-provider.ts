import type { CrmIntegrationPort, ProviderDescriptor } from '@goodfunds/shared';
import { z } from 'zod';
import type { CrmProviderDefinition } from '../../src/crm/provider-definition.ts';

/** A provider whose ports are told apart by the secret they were opened with. */
export function fakeProvider(
  open: (credentials: { secret: string }) => CrmIntegrationPort,
  id = 'fake',
): CrmProviderDefinition<{ secret: string }> {
  const descriptor: ProviderDescriptor = {
    id,
    name: 'Fake CRM',
    shortName: 'Fake',
    capabilities: [],
    credentialFields: [{ name: 'secret', kind: 'SECRET', required: true }],
    checks: [],
    requiredMapping: {},
  };
  return {
    descriptor,
    credentialsSchema: z.object({ secret: z.string().min(1) }),
    standardMapping: {},
    checkCredentials: () => {},
    open,
  };
}

/** A port that does nothing but exist. */
export function idlePort(): CrmIntegrationPort {
  return {
    capabilities: new Set(),
    getProviderStatus: async () => ({ status: 'UP', checks: [], remote: null }),
    getEnvironmentId: async () => 'nowhere',
    getAvailableContactFields: async () => [],
    findContacts: async () => new Map(),
    createOrUpdateContacts: async () => [],
  };
}
