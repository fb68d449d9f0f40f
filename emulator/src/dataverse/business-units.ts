import { apiRoot } from '../environment/environment.ts';
import type { ApiResponse } from '../http/exchange.ts';
import type { Call } from './call.ts';
import { odataResponse } from './call.ts';
import { DataverseError, methodNotAllowed, notEmulated, unknownProperty } from './errors.ts';
import { parseQueryOptions } from './odata/query-options.ts';
import { assertPrivilege } from './privileges.ts';

/**
 * `businessunits(<id>)`: the topmost one, which has no parent, or that of the application user below it.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/businessunit
 */
export function readBusinessUnit(call: Call): ApiResponse {
  const { environment } = call;
  const { user, rootBusinessUnitId } = environment;
  const id = /^businessunits\(([0-9a-f-]{36})\)$/i.exec(call.path)?.[1]?.toLowerCase();
  if (id === undefined) throw notEmulated('the list of business units');
  if (call.request.method !== 'GET') throw methodNotAllowed(call.request.method);
  assertPrivilege(user, 'prvReadBusinessUnit', 'businessunit');
  const isRoot = id === rootBusinessUnitId;
  if (!isRoot && id !== user.businessUnitId && !user.childBusinessUnitIds.includes(id)) {
    throw new DataverseError(404, '0x80040217', `businessunit With Id = ${id} Does Not Exist`);
  }
  const row: Readonly<Record<string, string | null>> = {
    businessunitid: id,
    _parentbusinessunitid_value: isRoot ? null : parentOf(call, id),
  };
  const selected = parseQueryOptions(call.query).select ?? Object.keys(row);
  const values = selected.map((name) => {
    const value = row[name];
    if (value === undefined) throw unknownProperty(name, 'businessunit');
    return [name, value] as const;
  });
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#businessunits(${selected.join(',')})/$entity`,
    ...Object.fromEntries(values),
    businessunitid: id,
  });
}

function parentOf({ environment: { user, rootBusinessUnitId } }: Call, id: string): string {
  return user.childBusinessUnitIds.includes(id) ? user.businessUnitId : rootBusinessUnitId;
}
