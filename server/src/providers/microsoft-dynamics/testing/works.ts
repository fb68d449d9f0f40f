import { normaliseEmail } from '@goodfunds/shared';
import type { Work } from '../contacts/plan-batch.ts';

/** A contact on its way to which nothing has happened yet. */
export function workOf(id: string, address: string): Work {
  const email = normaliseEmail(address);
  if (email === null) throw new TypeError('a contact on its way has an e-mail');
  return {
    contact: { id, email: address },
    email,
    mapped: () => ({ values: {}, failures: [], warnings: [], failuresOnCreate: [] }),
    externalId: null,
    derivedId: () => `derived-${id}`,
    linkIsGone: false,
    ownRowExists: false,
    ownRowMayExist: false,
    credit: { created: false, attributes: [] },
    conflicts: 0,
    matchedAfresh: false,
  };
}
