import { type MicrosoftDynamicsCredentials, microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { microsoftDynamicsCredentialsSchema } from '@goodfunds/shared/schemas';
import type { CrmProviderDefinition } from '../../crm/provider-definition.ts';
import { checkEnvironmentUrl, type HostSettings } from './auth/clouds.ts';
import { STANDARD_MAPPING } from './mapping-rows.ts';
import { createMicrosoftDynamicsPort } from './port.ts';

/** Microsoft Dynamics 365, through the Dataverse Web API. */
export function createMicrosoftDynamicsProvider(
  settings: HostSettings,
): CrmProviderDefinition<MicrosoftDynamicsCredentials> {
  return {
    descriptor: microsoftDynamicsDescriptor,
    credentialsSchema: microsoftDynamicsCredentialsSchema,
    credentialProblems: {
      tenantId: { code: 'TENANT_MALFORMED', check: 'TOKEN' },
      clientId: { code: 'CLIENT_UNKNOWN', check: 'TOKEN' },
      clientSecret: { code: 'CREDENTIAL_MISSING', check: 'TOKEN' },
      environmentUrl: { code: 'ENVIRONMENT_URL_INVALID', check: 'ENVIRONMENT_URL' },
    },
    standardMapping: STANDARD_MAPPING,
    checkCredentials: ({ environmentUrl }) => {
      checkEnvironmentUrl(environmentUrl, settings);
    },
    open: (credentials, context) => createMicrosoftDynamicsPort({ credentials, settings, context }),
  };
}
