import type { Pace, Way } from './adaptive-limits.ts';
import { LONGEST_WRITE_MS, shareMs, WRITE_REQUESTS_A_CALL } from './share.ts';
import type { WriteItem } from './write-item.ts';

/** One request to be: these writes in this way. */
export type WriteJob = {
  way: Way;
  items: WriteItem[];
  /** They were part of a bigger request before. */
  again: boolean;
};

/** Writes that wait for a lane, cut into requests only in the moment in which one is free. */
export type WriteQueue = {
  add(items: readonly WriteItem[]): void;
  /** So many contacts are still being looked for and may become writes. */
  expect(unplanned: number): void;
  /** Requests that are cut already go first. */
  putBack(jobs: readonly WriteJob[]): void;
  isEmpty(): boolean;
  /** The next request; `null` if nothing waits, or if what waits should travel with what is to come. */
  next(pace: Pace, moment: Moment): WriteJob | null;
};

type Moment = {
  nowMs: number;
  /** How long each of the other lanes is still taken. */
  lanesMs: readonly number[];
  /** Whether no other call is under way. */
  isAlone: boolean;
};

export function createWriteQueue(contacts: number): WriteQueue {
  const cutAlready: WriteJob[] = [];
  const waiting: Record<Way, WriteItem[]> = { BATCH: [], BULK: [] };
  const added: Record<Way, number> = { BATCH: 0, BULK: 0 };
  let unplanned = contacts;
  let sent = 0;

  /** What waits, and what is to come if it is like what has come so far. */
  function workAt({ rowMs }: Pace): number {
    const more = unplanned < contacts ? unplanned / (contacts - unplanned) : 0;
    const batch = waiting.BATCH.length + added.BATCH * more;
    const bulk = waiting.BULK.length + added.BULK * more;
    return batch * rowMs.BATCH + bulk * rowMs.BULK;
  }

  function cut(way: Way, fairMs: number, pace: Pace): WriteJob | null {
    const list = waiting[way];
    if (list.length === 0) return null;
    const rowMs = pace.rowMs[way];
    const most = way === 'BULK' ? pace.bulkRows : MOST_BATCH_ROWS;
    const fair = Math.max(LEAST_ROWS, Math.ceil(fairMs / rowMs));
    const wanted = Math.max(1, Math.min(fair, most, Math.floor(LONGEST_WRITE_MS / rowMs)));
    if (list.length < wanted && unplanned > 0) return null;
    return { way, items: list.splice(0, countWithin(list, wanted)), again: false };
  }

  return {
    add: (items) => {
      for (const item of items) {
        const way = item.write.kind === 'CREATE' ? 'BULK' : 'BATCH';
        waiting[way].push(item);
        added[way] += 1;
      }
    },
    expect: (left) => {
      unplanned = left;
    },
    putBack: (jobs) => {
      cutAlready.push(...jobs);
    },
    isEmpty: () => cutAlready.length + waiting.BATCH.length + waiting.BULK.length === 0,
    next: (pace, { nowMs, lanesMs, isAlone }) => {
      const ready = cutAlready.shift();
      if (ready) return ready;
      const isBulkPossible = pace.bulkFromMs <= nowMs;
      const isBulkWorthIt = unplanned > 0 || added.BULK >= LEAST_ROWS;
      if (!isBulkPossible || !isBulkWorthIt) waiting.BATCH.push(...waiting.BULK.splice(0));
      const workMs = workAt(pace);
      // The call that comes next looks for its contacts while this one writes: one lane ends so much earlier.
      const reservedMs = isAlone ? 0 : pace.queryMs * QUERIES_OF_A_CALL;
      const requestsLeft = WRITE_REQUESTS_A_CALL - sent;
      const fairMs = shareMs({ workMs, lanesMs, reservedMs, requestsLeft }) - (sent === 0 ? reservedMs : 0);
      // What takes longest first, so that the short ones fill the gaps at the end.
      const job = cut('BATCH', fairMs, pace) ?? cut('BULK', fairMs, pace);
      if (job) sent += 1;
      return job;
    },
  };
}

/** With less a request costs more than it saves, and CreateMultiple is not worth the risk of a refusal. */
const LEAST_ROWS = 10;
const MOST_BATCH_ROWS = 250;
/** Of a thousand contacts, a hundred in each. */
const QUERIES_OF_A_CALL = 10;

/** A request ends with its number of rows or with its size in characters, whichever comes first. */
function countWithin(items: readonly WriteItem[], most: number): number {
  let characters = 0;
  let count = 0;
  while (count < items.length && count < most) {
    characters += sizeOf(items[count]);
    if (count > 0 && characters > MOST_CHARACTERS) break;
    count += 1;
  }
  return count;
}

const MOST_CHARACTERS = 4_000_000;

/** About: only text can be long. */
function sizeOf(item: WriteItem | undefined): number {
  let size = 0;
  for (const value of Object.values(item?.write.values ?? {})) size += String(value).length;
  return size;
}
