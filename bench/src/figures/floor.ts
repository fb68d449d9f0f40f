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
  /** Contacts that the CRM rejects. */
  readonly refusals: number;
};

/**
 * The least time the cost model needs for what the sync must do: find every contact, a hundred per query; create new
 * ones under derived ids, a thousand per bulk action; update changed ones conditionally, a thousand per `$batch`,
 * because bulk updates support no condition.
 *
 *     queries   = finds / 100
 *     requests  = queries / 1000 + creates / 1000 + (updates + refusals) / 1000, each rounded up
 *     work      = queries × find + creates × bulkCreate + updates × update + refusals × refusedWrite
 *                 + requests × request
 *     floor     = the longer of  work / parallelism
 *                 and            request + find × queries of one slot (+ request, if anything is written)
 *
 * The second is what even an idle server needs, because a write follows its find. The floor assumes that bad rows are
 * known in advance; in reality each fails its whole bulk action.
 */
export function floorMs({ finds, creates, updates, refusals }: RequiredWork, costs: Costs): number {
  const { requestMs, operationMs, parallelism } = costs;
  const queries = Math.ceil(finds / CONTACTS_PER_QUERY);
  const requests = requestsFor(queries) + requestsFor(creates) + requestsFor(updates + refusals);
  const workMs =
    queries * operationMs.find +
    creates * operationMs.bulkCreate +
    updates * operationMs.update +
    refusals * operationMs.refusedWrite +
    requests * requestMs;
  const isWriting = creates + updates + refusals > 0;
  const sequentialMs =
    requestMs + Math.ceil(queries / parallelism) * operationMs.find + (isWriting ? requestMs : 0);
  return Math.max(workMs / parallelism, sequentialMs);
}

const CONTACTS_PER_QUERY = 100;
const OPERATIONS_PER_REQUEST = 1_000;

function requestsFor(operations: number): number {
  return Math.ceil(operations / OPERATIONS_PER_REQUEST);
}
