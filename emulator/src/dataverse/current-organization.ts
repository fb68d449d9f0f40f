import { apiRoot } from '../environment/environment.ts';
import type { ApiResponse } from '../http/exchange.ts';
import type { Call } from './call.ts';
import { odataResponse } from './call.ts';
import { derivedGuid } from './derived-guid.ts';
import { queryError } from './errors.ts';
import { functionParameter } from './function-parameters.ts';

/** The version that `RetrieveVersion` and `RetrieveCurrentOrganization` report. */
export const serverVersion = '9.2.25104.00155';

const accessTypes: ReadonlySet<string> = new Set(['Default', 'Internet', 'Intranet']);

/**
 * `RetrieveCurrentOrganization(AccessType=…)`: name and endpoints of the environment.
 *
 * @see https://learn.microsoft.com/dotnet/api/microsoft.crm.sdk.messages.retrievecurrentorganizationrequest
 */
export function retrieveCurrentOrganization(call: Call, parameters: string): ApiResponse {
  const { environment } = call;
  const accessType = functionParameter(call, parameters, 'AccessType');
  if (accessType.type !== 'enum' || !accessTypes.has(accessType.value)) {
    throw queryError(
      "The function parameter 'AccessType' is no 'Microsoft.Dynamics.CRM.EndpointAccessType'.",
    );
  }
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#Microsoft.Dynamics.CRM.RetrieveCurrentOrganizationResponse`,
    Detail: {
      OrganizationId: environment.organizationId,
      FriendlyName: 'GoodFunds',
      OrganizationVersion: serverVersion,
      EnvironmentId: derivedGuid(`${environment.organizationId} environment`),
      Geo: 'EMEA',
      TenantId: environment.directory.tenantId,
      UrlName: 'goodfunds-demo',
      UniqueName: `unq${environment.organizationId.replaceAll('-', '').slice(0, 21)}`,
      State: 'Enabled',
      Endpoints: {
        Count: 2,
        IsReadOnly: false,
        Keys: ['WebApplication', 'OrganizationDataService'],
        Values: [`${environment.origin}/`, `${apiRoot(environment)}`],
      },
    },
  });
}
