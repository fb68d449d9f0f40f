import { apiRoot } from '../environment/environment.ts';
import type { ApiResponse } from '../http/exchange.ts';
import type { Call } from './call.ts';
import { odataResponse } from './call.ts';
import { notEmulated, queryError } from './errors.ts';
import { functionParameter } from './function-parameters.ts';
import { assertPrivilege } from './privileges.ts';

/**
 * `RetrieveTotalRecordCount(EntityNames=["contact"])`: the number of rows, without the 5,000 limit of a count.
 * Dataverse answers from a snapshot that is up to a day old; the emulator returns the current number.
 */
export function retrieveTotalRecordCount(call: Call, parameters: string): ApiResponse {
  const { environment } = call;
  const names = functionParameter(call, parameters, 'EntityNames');
  if (names.type !== 'list') throw queryError("The function parameter 'EntityNames' is no collection.");
  const others = names.value.filter((name) => name !== 'contact');
  if (others.length > 0) throw notEmulated(`the number of rows of the table '${others[0]}'`);
  assertPrivilege(environment.user, 'prvReadContact');
  const { size } = environment.data.contacts;
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse`,
    EntityRecordCountCollection: {
      Count: names.value.length,
      IsReadOnly: false,
      Keys: names.value,
      Values: names.value.map(() => size),
    },
  });
}
