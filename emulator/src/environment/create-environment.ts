import { derivedGuid } from '../dataverse/derived-guid.ts';
import type { Runtime } from '../runtime.ts';
import { allGlobal, integrationPrivileges } from './application-user.ts';
import type { EnvironmentShape } from './data.ts';
import { emptyData } from './data.ts';
import type { Environment } from './environment.ts';

export interface EnvironmentIdentity {
  readonly organizationId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientSecretExpiresOn: Date | null;
  readonly uiLanguage: 1031 | 1033;
}

/** A new environment: an application user with its role, and no contacts. */
export function createEnvironment(
  origin: string,
  identity: EnvironmentIdentity,
  runtime: Runtime,
  shape: EnvironmentShape,
): Environment {
  const idOf = (role: string) => derivedGuid(`${identity.organizationId} ${role}`);
  const environment: Environment = {
    runtime,
    origin,
    organizationId: identity.organizationId,
    crmUserId: idOf('staff'),
    rootBusinessUnitId: idOf('business unit'),
    currencyId: idOf('currency'),
    user: {
      state: 'present',
      systemUserId: idOf('application user'),
      name: '# GoodFunds',
      azureObjectId: derivedGuid(`${identity.tenantId} ${identity.clientId} service principal`),
      businessUnitId: idOf('business unit'),
      childBusinessUnitIds: [],
      uiLanguage: identity.uiLanguage,
      privileges: allGlobal(integrationPrivileges),
      columnPermissions: new Map(),
    },
    directory: {
      tenantId: identity.tenantId,
      domain: 'goodfunds-demo.example',
      clientId: identity.clientId,
      clientSecret: identity.clientSecret,
      clientSecretExpiresOn: identity.clientSecretExpiresOn,
      certificates: [],
      servicePrincipal: 'present',
      otherResources: [],
    },
    data: emptyData(shape),
    changeSetFailure: 'nested',
    blocksCaller: false,
    hasOptimisticConcurrency: true,
    normalisation: new Map(),
  };
  addOwnRows(environment);
  return environment;
}

/** The rows of other tables that every environment has. */
function addOwnRows(environment: Environment): void {
  const { related } = environment.data;
  related.add('systemuser', environment.user.systemUserId, environment.user.name);
  related.add('systemuser', environment.crmUserId, 'CRM Staff');
  related.add('businessunit', environment.rootBusinessUnitId, 'GoodFunds');
  related.add('transactioncurrency', environment.currencyId, 'Euro');
}
