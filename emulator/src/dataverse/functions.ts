import { apiRoot } from '../environment/environment.ts';
import type { ApiResponse } from '../http/exchange.ts';
import type { Call } from './call.ts';
import { odataResponse } from './call.ts';
import { retrieveCurrentOrganization, serverVersion } from './current-organization.ts';
import { derivedGuid } from './derived-guid.ts';
import { DataverseError } from './errors.ts';
import { assertPrivilege } from './privileges.ts';
import { retrieveTotalRecordCount } from './record-count.ts';

type CrmFunction = (call: Call, argument: string) => ApiResponse;

const functions: readonly (readonly [RegExp, CrmFunction])[] = [
  [/^WhoAmI(?:\(\))?$/, whoAmI],
  [/^RetrieveVersion(?:\(\))?$/, retrieveVersion],
  [/^RetrieveCurrentOrganization(?:\((.*)\))?$/, retrieveCurrentOrganization],
  [/^RetrieveTotalRecordCount(?:\((.*)\))?$/, retrieveTotalRecordCount],
  [
    /^systemusers\(([0-9a-f-]{36})\)\/Microsoft\.Dynamics\.CRM\.RetrieveUserPrivileges(?:\(\))?$/i,
    retrieveUserPrivileges,
  ],
];

/** Answers a function call, or returns null if the path is not a function. */
export function callFunction(call: Call): ApiResponse | null {
  for (const [pattern, run] of functions) {
    const match = pattern.exec(call.path);
    if (match === null) continue;
    if (call.request.method !== 'GET') throw noHttpResource(call);
    return run(call, match[1] ?? '');
  }
  return null;
}

function whoAmI({ environment }: Call): ApiResponse {
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: environment.user.businessUnitId,
    UserId: environment.user.systemUserId,
    OrganizationId: environment.organizationId,
  });
}

function retrieveVersion({ environment }: Call): ApiResponse {
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#Microsoft.Dynamics.CRM.RetrieveVersionResponse`,
    Version: serverVersion,
  });
}

function retrieveUserPrivileges({ environment }: Call, userId: string): ApiResponse {
  const { user } = environment;
  assertPrivilege(user, 'prvReadUser', 'systemuser');
  if (userId.toLowerCase() !== user.systemUserId) {
    throw new DataverseError(404, '0x80040217', `systemuser With Id = ${userId} Does Not Exist`);
  }
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse`,
    RolePrivileges: [...user.privileges].map(([name, depth]) => ({
      Depth: depth,
      PrivilegeId: derivedGuid(name),
      BusinessUnitId: user.businessUnitId,
      PrivilegeName: name,
      RecordFilterId: '00000000-0000-0000-0000-000000000000',
      RecordFilterUniqueName: null,
    })),
  });
}

function noHttpResource(call: Call): DataverseError {
  const url = `${apiRoot(call.environment)}${call.path}`;
  return new DataverseError(404, '', `No HTTP resource was found that matches the request URI '${url}'.`);
}
