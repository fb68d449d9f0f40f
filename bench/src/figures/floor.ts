import type { COSTS } from '../emulator/costs.ts';

export type Costs = Pick<typeof COSTS, 'requestMs' | 'parallelism'> & {
  readonly operationMs: Pick<
    (typeof COSTS)['operationMs'],
    'find' | 'update' | 'bulkCreate' | 'refusedWrite'
  >;
};

export type RequiredWork = {
  readonly finds: number;
  readonly creates: number;
  readonly updates: number;
  /** Contacts that the CRM refuses, and has to be asked about. */
  readonly refusals: number;
};

/**
 * The least time in which the cost model can do what the rules of the sync require: look for every contact, a
 * hundred a query; create those that are new, each under an id of its own, a thousand rows a bulk action; update
 * those that differ on a condition, a thousand a `$batch`, because bulk updates take none.
 *
 *     queries   = finds / 100
 *     requests  = queries / 1000 + creates / 1000 + (updates + refusals) / 1000, each rounded up
 *     work      = queries × find + creates × bulkCreate + updates × update + refusals × refusedWrite
 *                 + requests × request
 *     floor     = the longer of  work / parallelism
 *                 and            request + find × queries of one slot (+ request, if anything is written)
 *
 * The second is what even an idle server needs, because nothing is written before it was looked for. That the bad
 * rows are known beforehand is assumed in favour of the floor; in truth each spoils the bulk action it is in.
 */
export function floorMs({ finds, creates, updates, refusals }: RequiredWork, costs: Costs): number {
  const { requestMs, operationMs, parallelism } = costs;
  const queries = Math.ceil(finds / CONTACTS_A_QUERY);
  const requests = requestsFor(queries) + requestsFor(creates) + requestsFor(updates + refusals);
  const workMs =
    queries * operationMs.find +
    creates * operationMs.bulkCreate +
    updates * operationMs.update +
    refusals * operationMs.refusedWrite +
    requests * requestMs;
  const isWriting = creates + updates + refusals > 0;
  const oneAfterTheOtherMs =
    requestMs + Math.ceil(queries / parallelism) * operationMs.find + (isWriting ? requestMs : 0);
  return Math.max(workMs / parallelism, oneAfterTheOtherMs);
}

const CONTACTS_A_QUERY = 100;
const OPERATIONS_A_REQUEST = 1_000;

function requestsFor(operations: number): number {
  return Math.ceil(operations / OPERATIONS_A_REQUEST);
}
