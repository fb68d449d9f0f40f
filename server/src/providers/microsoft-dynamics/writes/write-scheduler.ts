import { type IntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { Clock, Ids } from '../../../runtime/runtime.ts';
import { DRAIN_TIMEOUT_MS } from '../web-api/client.ts';
import type { DataverseClient } from '../web-api/dataverse-client.ts';
import type { LaneUser } from '../web-api/request-limiter.ts';
import type { Pacer } from './adaptive-limits.ts';
import { isCreatingAnswered, isWritingAnswered, sendInBatch } from './batch-writes.ts';
import { createMultiple, type PlannedCreate } from './create-multiple.ts';
import { isolate } from './isolate-failures.ts';
import { LONGEST_WRITE_MS } from './share.ts';
import { inPieces, type WriteItem } from './write-item.ts';
import { createWriteQueue, type WriteJob } from './write-queue.ts';
import type { SettledResult } from './write-request.ts';

/** Sends writes while others are still being planned. */
export type Writer = {
  /** Takes planned writes; so many contacts of the wave are still to be planned. */
  add(items: readonly WriteItem[], unplanned: number): void;
  /** Begins no further request. */
  stop(error: IntegrationError): void;
  /** Resolves when nothing is under way any more, with what stopped the work, if anything did. */
  finish(): Promise<IntegrationError | null>;
};

export type WriterParts = {
  client: DataverseClient;
  lanes: LaneUser;
  pacer: Pacer;
  clock: Clock;
  ids: Ids;
  /** Contacts of the wave. */
  contacts: number;
  onResult: (item: WriteItem, result: SettledResult) => void;
};

/**
 * Sends what it is given in parallel requests: creates by CreateMultiple, where a request that is refused or lost
 * is sent again row by row; everything else in batches. Whoever makes a batch fail is found by halving, and all
 * others arrive; what concerns the connection or the moment stops the rest.
 */
export function openWriter(parts: WriterParts): Writer {
  const { client, lanes, pacer, clock, ids, onResult } = parts;
  const queue = createWriteQueue(parts.contacts);
  const workers = new Set<Promise<void>>();
  const suspects: WriteItem[] = [];
  let stopped: IntegrationError | null = null;
  let suspicion: IntegrationError | null = null;
  let broken: { error: unknown } | null = null;
  let hasAnyArrived = false;
  let timeOutsInARow = 0;

  function wake(): void {
    while (workers.size < pacer.pace().parallel) {
      const worker: Promise<void> = work()
        .catch((error: unknown) => {
          broken ??= { error };
        })
        .finally(() => workers.delete(worker));
      workers.add(worker);
    }
  }

  /** One request after the other, each as soon as there is a lane for it. */
  async function work(): Promise<void> {
    for (;;) {
      const lane = await lanes.take();
      try {
        if (stopped || broken) return;
        const nowMs = clock.now();
        const moment = { nowMs, lanesMs: lanes.othersMs(nowMs), isAlone: lanes.isAlone() };
        const job = queue.next(pacer.pace(), moment);
        if (!job) return;
        lane.expect(nowMs + job.items.length * pacer.pace().rowMs[job.way]);
        await (job.way === 'BULK' ? sendBulk(job) : sendBatch(job));
      } finally {
        lane.end();
      }
    }
  }

  async function sendBulk({ items, again }: WriteJob): Promise<void> {
    const rows = items.length;
    const result = await createMultiple(items.flatMap(createOf), client);
    switch (result.kind) {
      case 'CREATED':
        pacer.note({ kind: 'ANSWERED', way: 'BULK', rows, durationMs: result.durationMs });
        for (const item of items) settle(item, { kind: 'WRITTEN' });
        return;
      case 'REFUSED':
        if (!again) pacer.note({ kind: 'BULK_REFUSED', rows, nowMs: clock.now() });
        if (rows >= 2 * ROWS_OF_A_SECOND_TRY) sendAgain('BULK', items, ROWS_OF_A_SECOND_TRY);
        else sendAgain('BATCH', items, rows);
        return;
      case 'EXISTING':
        if (result.repeated) noteDoubt(items);
        lookAgain(items);
        return;
      case 'UNCLEAR':
        if (result.mayHaveRun) noteDoubt(items);
        if (result.timedOut) sendSmaller('BULK', items, result.timedOut);
        else if (result.mayHaveRun) lookAgain(items);
        else sendAgain('BATCH', items, rows);
        return;
      case 'MISSING':
        pacer.note({ kind: 'BULK_MISSING', nowMs: clock.now() });
        sendAgain('BATCH', items, rows);
        return;
      case 'STOP':
        stopped ??= result.error;
    }
  }

  async function sendBatch({ items }: WriteJob): Promise<void> {
    const { open, error } = await sendAndSettle(items);
    if (open.length === 0 || !error) return;
    if (error.code === 'TIMED_OUT' && open.length === items.length && items.length > 1) {
      sendSmaller('BATCH', items, error);
      return;
    }
    pacer.note({ kind: 'OVERLOADED' });
    suspicion ??= error;
    suspects.push(...open);
  }

  /** Settles what can be, and answers the writes that failed without saying whose fault it is. */
  async function sendAndSettle(items: readonly WriteItem[]): Promise<Unsettled> {
    const results = await sendInBatch(items, client);
    let error: IntegrationError | null = null;
    const open = items.filter((item, index) => {
      const result = results[index];
      if (!result) return false;
      if (result.kind === 'STOP') stopped ??= result.error;
      else if (result.kind === 'OPEN') error ??= result.error;
      else settle(item, result);
      return result.kind === 'OPEN';
    });
    noteDoubt(open);
    return { open, error };
  }

  function settle(item: WriteItem, result: SettledResult): void {
    hasAnyArrived = true;
    timeOutsInARow = 0;
    onResult(item, result);
  }

  /**
   * A look at all of them costs less than a try each. Who is in doubt a second time is sent alone, which settles
   * it either way.
   */
  function lookAgain(items: readonly WriteItem[]): void {
    const again = items.filter(({ work }) => work.ownRowMayExist);
    const first = items.filter(({ work }) => !work.ownRowMayExist);
    for (const item of first) onResult(item, { kind: 'IN_DOUBT', repeated: item.mayHaveRun });
    if (again.length > 0) sendAgain('BATCH', again, again.length);
  }

  function sendAgain(way: WriteJob['way'], items: readonly WriteItem[], rows: number): void {
    const longest = Math.max(1, Math.floor(LONGEST_WRITE_MS / pacer.pace().rowMs[way]));
    const pieces = inPieces(items, Math.min(rows, longest));
    queue.putBack(pieces.map((piece) => ({ way, items: piece, again: true })));
    wake();
  }

  /** What takes too long as one request is sent in several, unless nothing comes back at all. */
  function sendSmaller(way: WriteJob['way'], items: readonly WriteItem[], error: IntegrationError): void {
    pacer.note({ kind: 'TIMED_OUT', way, rows: items.length, timeoutMs: DRAIN_TIMEOUT_MS });
    timeOutsInARow += 1;
    if (timeOutsInARow > MAX_TIME_OUTS) stopped ??= error;
    else sendAgain('BATCH', items, Math.ceil(items.length / PIECES_OF_A_SLOW_REQUEST));
  }

  async function isolateSuspects(): Promise<void> {
    const isAnswered = () => inLane(lanes, () => isWritingAnswered(client, ids));
    // Where nothing gets through, not even a write with nobody in it, nobody needs to be suspected.
    if (!hasAnyArrived && !(await isAnswered())) {
      stopped ??= suspicion;
      return;
    }
    const verdict = await isolate([...suspects.keys()], {
      send: async (indices) => {
        const items = indices.flatMap((index) => suspects[index] ?? []);
        const { open } = await inLane(lanes, () => sendAndSettle(items));
        const failed = new Set(open);
        return indices.filter((index) => {
          const item = suspects[index];
          return item !== undefined && failed.has(item);
        });
      },
      isStopped: () => stopped !== null,
      hasAnyArrived: () => hasAnyArrived,
      isAnswered,
      isGoodOneWritten: () => inLane(lanes, () => isCreatingAnswered(client, ids)),
    });
    if (verdict.kind === 'MOMENT') {
      stopped ??= suspicion;
      return;
    }
    for (const index of verdict.culprits) blame(suspects[index]);
    // The rest is not at fault yet: the next call goes on looking, soon.
    if (!verdict.isComplete && suspicion) {
      const { code, params } = suspicion;
      stopped ??= new RetryableIntegrationError({ code, params, retryAfterMs: REST_MS, cause: suspicion });
    }
  }

  function blame(item: WriteItem | undefined): void {
    const params = suspicion ? { cause: suspicion.code } : {};
    if (item) onResult(item, { kind: 'REFUSED', failure: { code: 'POISONED', params } });
  }

  return {
    add: (items, unplanned) => {
      queue.expect(unplanned);
      queue.add(items);
      wake();
    },
    stop: (error) => {
      stopped ??= error;
    },
    finish: async () => {
      do {
        wake();
        while (workers.size > 0) await Promise.all(workers);
      } while (!queue.isEmpty() && !stopped && !broken);
      if (broken) throw broken.error;
      if (suspects.length > 0 && !stopped) await isolateSuspects();
      return stopped;
    },
  };
}

type Unsettled = { open: WriteItem[]; error: IntegrationError | null };

/** Of those that were refused together most are good: in small groups, most groups are. */
const ROWS_OF_A_SECOND_TRY = 15;
/** Between a call that found as many culprits as it should and the next. */
const REST_MS = 1_000;
/** Of a big request that took too long so many are made. */
const PIECES_OF_A_SLOW_REQUEST = 4;
/** So many requests without an answer in between are a server that is down. */
const MAX_TIME_OUTS = 24;

function noteDoubt(items: readonly WriteItem[]): void {
  for (const item of items) item.mayHaveRun = true;
}

function createOf({ write }: WriteItem): PlannedCreate[] {
  return write.kind === 'CREATE' ? [write] : [];
}

async function inLane<Answer>(lanes: LaneUser, run: () => Promise<Answer>): Promise<Answer> {
  const lane = await lanes.take();
  try {
    return await run();
  } finally {
    lane.end();
  }
}
