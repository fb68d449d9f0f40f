import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { noContent } from '../call.ts';
import { updateContact } from '../contacts/write.ts';
import { DataverseError } from '../errors.ts';
import { missingRows, targetsOf } from './targets.ts';

/** All rows or none. Every target needs its `contactid`. */
export function updateMultiple(call: Call): ApiResponse {
  const { environment } = call;
  const targets = targetsOf(call).map((target) => {
    if (target.id === null) {
      throw new DataverseError(400, '0x80040203', 'Entity Id must be specified for UpdateMultiple.');
    }
    return { target, id: target.id };
  });
  const missing = targets.filter(({ id }) => environment.data.contacts.get(id) === null);
  if (missing.length > 0) throw missingRows(missing.map(({ id }) => id));
  environment.data.journal.atomically(() => {
    for (const { target, id } of targets) {
      const row = environment.data.contacts.get(id);
      if (row === null) throw missingRows([id]);
      updateContact(environment, row, target);
    }
  });
  return noContent();
}
