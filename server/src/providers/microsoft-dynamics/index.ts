import {
  type Mapping,
  type MicrosoftDynamicsCredentials,
  microsoftDynamicsDescriptor,
} from '@goodfunds/shared';
import { microsoftDynamicsCredentialsSchema } from '@goodfunds/shared/schemas';
import type { CrmProviderDefinition } from '../../crm/provider-definition.ts';
import { checkEnvironmentUrl, type HostSettings } from './auth/clouds.ts';
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

/** The GoodFunds fields that have an obvious attribute of `contact`. */
const STANDARD_MAPPING: Mapping = {
  ...microsoftDynamicsDescriptor.requiredMapping,
  firstname: { field: 'firstName' },
  lastname: { field: 'lastName' },
  salutation: { field: 'salutation' },
  telephone1: { field: 'phone' },
  birthdate: { field: 'birthDate' },
  address1_line1: { field: 'address.street' },
  address1_postalcode: { field: 'address.postcode' },
  address1_city: { field: 'address.city' },
  address1_country: { field: 'address.country' },
};
