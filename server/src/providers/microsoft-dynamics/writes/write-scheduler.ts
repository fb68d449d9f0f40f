import { type IntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { Clock, Ids } from '../../../runtime/runtime.ts';
import { REQUEST_TIMEOUT_MS } from '../../../runtime/timeouts.ts';
import type { DataverseClient } from '../web-api/client.ts';
import type { RequestLimiter } from '../web-api/request-limiter.ts';
import { type AdaptiveLimits, chunkRows } from './adaptive-limits.ts';
import { isCreatingAnswered, isWritingAnswered, sendBatch } from './batch-writes.ts';
import { createMultiple } from './create-multiple.ts';
import { isolateFailures } from './isolate-failures.ts';
import { createWriteQueue, type WriteJob } from './write-queue.ts';
import { noteAttempt, type WriteItem, type WriteResult } from './write-request.ts';

export type WriteContext = {
  client: DataverseClient;
  limiter: RequestLimiter;
  /** The priority of this call's writes among those of other calls. */
  priority: number;
  limits: AdaptiveLimits;
  clock: Clock;
  ids: Ids;
};

export type Written = {
  results: ReadonlyMap<WriteItem, WriteResult>;
  /** Why the others have none. */
  stopped: IntegrationError | null;
};

/**
 * Sends writes in parallel requests: creates by CreateMultiple, where a request that is refused or lost is sent
 * again row by row; all others in batches. Items that make a batch fail are found by halving, and the rest arrives.
 * What concerns the connection or the server stops the rest. Nothing is in flight when it ends.
 */
export async function runWrites(items: readonly WriteItem[], context: WriteContext): Promise<Written> {
  const { client, limiter, priority, limits, clock, ids } = context;
  const queue = createWriteQueue(items);
  const results = new Map<WriteItem, WriteResult>();
  const candidates: WriteItem[] = [];
  let batchError: IntegrationError | null = null;
  let stopped: IntegrationError | null = null;
  let hasAnyArrived = false;
  let timeOutsInARow = 0;
  let isOver = false;

  async function sendNext(): Promise<void> {
    const job = stopped || isOver ? null : queue.next(limits.current(), clock.now());
    if (job) await (job.mode === 'BULK' ? sendBulkJob(job) : sendBatchJob(job.items));
  }

  async function sendBulkJob({ items: creates, isRetry }: WriteJob): Promise<void> {
    const rows = creates.length;
    const result = await createMultiple(
      creates.map(({ write }) => write),
      client,
    );
    switch (result.kind) {
      case 'CREATED':
        limits.note({ kind: 'ANSWERED', mode: 'BULK', rows, durationMs: result.durationMs });
        keep(new Map(creates.map((item) => [item, { kind: 'WRITTEN' }])));
        return;
      case 'REFUSED':
        if (!isRetry) limits.note({ kind: 'BULK_REFUSED', rows, nowMs: clock.now() });
        if (rows >= 2 * ROWS_OF_A_SECOND_TRY) queue.retry('BULK', creates, ROWS_OF_A_SECOND_TRY);
        else retryInBatches(creates, rows);
        return;
      case 'IN_DOUBT':
        lookUp(creates, result.earlierAttempt);
        return;
      case 'TIMED_OUT':
        for (const item of creates) noteAttempt(item);
        retrySmaller('BULK', creates, result.error);
        return;
      case 'MISSING':
        limits.note({ kind: 'BULK_MISSING', nowMs: clock.now() });
        retryInBatches(creates, rows);
        return;
      case 'FAILED':
        retryInBatches(creates, rows);
        return;
      case 'STOP':
        stopped ??= result.error;
    }
  }

  async function sendBatchJob(batch: readonly WriteItem[]): Promise<void> {
    const { open, error } = await sendItems(batch);
    if (!error) return;
    if (error.code === 'TIMED_OUT' && open.length === batch.length && batch.length > 1) {
      retrySmaller('BATCH', batch, error);
      return;
    }
    limits.note({ kind: 'OVERLOADED' });
    batchError ??= error;
    candidates.push(...open);
  }

  async function sendItems(batch: readonly WriteItem[]) {
    const sent = await sendBatch(batch, client);
    keep(sent.results);
    stopped ??= sent.stop;
    return sent;
  }

  function keep(resolved: ReadonlyMap<WriteItem, WriteResult>): void {
    if (resolved.size > 0) {
      hasAnyArrived = true;
      timeOutsInARow = 0;
    }
    for (const [item, result] of resolved) results.set(item, result);
  }

  /**
   * One find for all costs less than a request each. An item that is in doubt a second time is sent alone, which
   * decides it either way.
   */
  function lookUp(creates: readonly WriteItem[], earlierAttempt: boolean): void {
    const again: WriteItem[] = [];
    for (const item of creates) {
      const { write, job } = item;
      if (job.earlierAttempt?.crmContactId === write.id) {
        again.push(item);
      } else {
        job.earlierAttempt = { crmContactId: write.id, created: false, attributes: [] };
        results.set(item, { kind: 'IN_DOUBT' });
      }
      if (earlierAttempt) noteAttempt(item);
    }
    if (again.length > 0) retryInBatches(again, again.length);
  }

  function retryInBatches(again: readonly WriteItem[], rows: number): void {
    queue.retry('BATCH', again, Math.min(rows, chunkRows(limits.current(), 'BATCH')));
  }

  /** Splits a request that takes too long, unless no request is answered at all. */
  function retrySmaller(mode: WriteJob['mode'], again: readonly WriteItem[], error: IntegrationError): void {
    limits.note({ kind: 'TIMED_OUT', mode, rows: again.length, timeoutMs: REQUEST_TIMEOUT_MS.background });
    timeOutsInARow += 1;
    if (timeOutsInARow > MAX_TIME_OUTS || !client.canRetry()) stopped ??= error;
    else retryInBatches(again, Math.ceil(again.length / PIECES_OF_A_SLOW_REQUEST));
  }

  async function isolateCandidates(reason: IntegrationError): Promise<void> {
    const limited = <Answer>(request: () => Promise<Answer>) => limiter.run(priority, request);
    const requests = {
      send: async (group: readonly WriteItem[]) => {
        const sent = await limited(() => sendItems(group));
        return { failed: sent.open, arrived: sent.results.size > 0, stopped: stopped !== null };
      },
      isWritingAnswered: () => limited(() => isWritingAnswered(client, ids)),
      isCreatingAnswered: () => limited(() => isCreatingAnswered(client, ids)),
      hasTime: () => client.canRetry(),
    };
    // Where not even a write without a contact gets through, no contact is to blame.
    if (!hasAnyArrived && !(await requests.isWritingAnswered())) {
      stopped ??= reason;
      return;
    }
    const isolation = await isolateFailures(candidates, requests, hasAnyArrived);
    if (isolation.kind === 'TRANSIENT') {
      stopped ??= reason;
      return;
    }
    const failure = { code: 'POISONED', params: { cause: reason.code } } as const;
    for (const item of isolation.items) results.set(item, { kind: 'REFUSED', failure });
    // The next call continues the isolation soon.
    if (!isolation.isComplete) {
      const { code, params } = reason;
      stopped ??= new RetryableIntegrationError({ code, params, retryAfterMs: NEXT_CALL_MS, cause: reason });
    }
  }

  const inFlight = new Set<Promise<void>>();
  try {
    for (;;) {
      while (!stopped && !queue.isEmpty() && inFlight.size < limits.current().concurrency) {
        const request = limiter.run(priority, sendNext).then(() => void inFlight.delete(request));
        inFlight.add(request);
      }
      if (inFlight.size === 0) break;
      await Promise.race(inFlight);
    }
  } finally {
    // Requests that still wait for a slot find nothing to send.
    isOver = true;
    await Promise.allSettled(inFlight);
  }
  if (batchError && !stopped) await isolateCandidates(batchError);
  return { results, stopped };
}

/** Most rows of a refused request are valid, so most small groups of them succeed. */
const ROWS_OF_A_SECOND_TRY = 15;
/** The wait before the call that continues an isolation. */
const NEXT_CALL_MS = 1_000;
const PIECES_OF_A_SLOW_REQUEST = 4;
/** After this many consecutive requests without an answer, the server counts as unavailable. */
const MAX_TIME_OUTS = 24;
