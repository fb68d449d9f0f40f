/**
 * What Dataverse is taken to cost. Writes are as Microsoft's own samples print them (PowerApps-Samples,
 * `dataverse/webapi/C#-NETx/BulkOperations` and its SDK twin, 100 rows of a standard table): 100 rows one by one
 * about 10 s, with `ExecuteMultiple` 4 s, with `CreateMultiple` 1 s, with `UpdateMultiple` 3 s. A single request
 * of 100 ms with one operation of 40 ms leaves 60 ms for the request itself.
 */
export const COSTS = {
  requestMs: 60,
  operationMs: {
    /** No figure is published: a query is taken to cost what a write costs, for one e-mail or for a hundred. */
    find: 40,
    create: 40,
    update: 40,
    delete: 40,
    /** Not published either: a write that is refused is taken to cost as much as one that is not. */
    refusedWrite: 40,
    bulkCreate: 10,
    bulkUpdate: 30,
    metadata: 40,
  },
  /**
   * Requests carried out at once. Twenty minutes of execution time in a window of five are four at a time, for
   * as long as it goes on (service protection limits).
   */
  parallelism: 4,
} as const;

/** The service protection limits as documented, in force in every case. */
export const LIMITS = {
  enforced: true,
  requests: 6_000,
  executionTimeMs: 1_200_000,
  concurrency: 52,
  windowSeconds: 300,
  /** `x-ms-dop-hint`. */
  parallelismHint: 4,
} as const;
