/**
 * The assumed cost of Dataverse requests. Writes as measured in Microsoft's own samples (PowerApps-Samples,
 * `dataverse/webapi/C#-NETx/BulkOperations` and its SDK version, 100 rows of a standard table): 100 rows one by one
 * take about 10 s, with `ExecuteMultiple` 4 s, with `CreateMultiple` 1 s, with `UpdateMultiple` 3 s. A single request
 * of 100 ms with one operation of 40 ms leaves 60 ms for the request itself.
 */
export const COSTS = {
  requestMs: 60,
  operationMs: {
    /** No figure is published; assumed equal to a write, for one e-mail or a hundred. */
    find: 40,
    create: 40,
    update: 40,
    delete: 40,
    /** Not published either; assumed equal to a successful write. */
    refusedWrite: 40,
    bulkCreate: 10,
    bulkUpdate: 30,
    metadata: 40,
  },
  /**
   * Concurrent requests. The service protection limits allow twenty minutes of execution time in five minutes, which
   * is four requests at a time.
   */
  parallelism: 4,
} as const;

/** The documented service protection limits, enforced in every case. */
export const LIMITS = {
  enforced: true,
  requests: 6_000,
  executionTimeMs: 1_200_000,
  concurrency: 52,
  windowSeconds: 300,
  /** `x-ms-dop-hint`. */
  parallelismHint: 4,
} as const;
