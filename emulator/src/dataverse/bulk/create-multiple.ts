import { apiRoot } from '../../environment/environment.ts';
import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { odataResponse } from '../call.ts';
import { createContact } from '../contacts/write.ts';
import { targetsOf } from './targets.ts';

/** All rows or none. Returns the ids in the order of the targets. */
export function createMultiple(call: Call): ApiResponse {
  const { environment } = call;
  const targets = targetsOf(call);
  const ids = environment.data.journal.atomically(() =>
    targets.map((target) => createContact(environment, target).id),
  );
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`,
    Ids: ids,
  });
}
