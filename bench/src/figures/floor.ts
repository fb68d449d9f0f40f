import type { COSTS } from '../emulator/costs.ts';

export type Costs = Pick<typeof COSTS, 'requestMs' | 'parallelism'> & {
  readonly operationMs: Pick<(typeof COSTS)['operationMs'], 'find' | 'create'>;
};

export type RequiredWork = { readonly contacts: number; readonly writes: number };

/**
 * The least time in which the cost model can do what the rules of the sync require: look for every contact, a
 * hundred a query, and write those that are new or differ, one conditional write each, a thousand a request.
 *
 *     queries   = contacts / 100, requests = (queries + writes) / 1000, each rounded up
 *     work      = queries × find + writes × write + requests × request
 *     floor     = the longer of  work / parallelism
 *                 and            request + find × queries of one slot (+ request + write, if anything is written)
 *
 * The second is what even an idle server needs, because nothing is written before it was looked for.
 */
export function floorMs({ contacts, writes }: RequiredWork, costs: Costs): number {
  const { requestMs, operationMs, parallelism } = costs;
  const queries = Math.ceil(contacts / CONTACTS_A_QUERY);
  const requests = Math.ceil(queries / OPERATIONS_A_REQUEST) + Math.ceil(writes / OPERATIONS_A_REQUEST);
  const workMs = queries * operationMs.find + writes * operationMs.create + requests * requestMs;
  const oneAfterTheOtherMs =
    requestMs +
    Math.ceil(queries / parallelism) * operationMs.find +
    (writes > 0 ? requestMs + operationMs.create : 0);
  return Math.max(workMs / parallelism, oneAfterTheOtherMs);
}

const CONTACTS_A_QUERY = 100;
const OPERATIONS_A_REQUEST = 1_000;
