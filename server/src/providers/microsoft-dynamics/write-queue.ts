import type { Pace, Way } from './pace.ts';
import { countRequests, LEAST_ROWS, LONGEST_WRITE_MS, WRITE_REQUESTS_A_CALL } from './share.ts';
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
  next(pace: Pace, moment: { nowMs: number; isAlone: boolean }): WriteJob | null;
};

export function createWriteQueue(contacts: number): WriteQueue {
  const cutAlready: WriteJob[] = [];
  const waiting: Record<Way, WriteItem[]> = { BATCH: [], BULK: [] };
  const added: Record<Way, number> = { BATCH: 0, BULK: 0 };
  let unplanned = contacts;
  let sent = 0;
  let plan: Plan = { requests: 0, workMs: 0, parallel: 0 };

  /** What waits, and what is to come if it is like what has come so far. */
  function loadAt(pace: Pace): { workMs: number; rows: number } {
    const more = unplanned < contacts ? unplanned / (contacts - unplanned) : 0;
    const batch = waiting.BATCH.length + added.BATCH * more;
    const bulk = waiting.BULK.length + added.BULK * more;
    return { workMs: batch * pace.rowMs.BATCH + bulk * pace.rowMs.BULK, rows: batch + bulk };
  }

  function cut(way: Way, { fairMs, pace }: { fairMs: number; pace: Pace }): WriteJob | null {
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
    next: (pace, { nowMs, isAlone }) => {
      const ready = cutAlready.shift();
      if (ready) return ready;
      const isBulkPossible = pace.bulkFromMs <= nowMs;
      const isBulkWorthIt = unplanned > 0 || waiting.BULK.length >= LEAST_ROWS;
      if (!isBulkPossible || !isBulkWorthIt) waiting.BATCH.push(...waiting.BULK.splice(0));
      const { workMs, rows } = loadAt(pace);
      if (rows === 0) return null;
      if (isOutdated(plan, workMs, pace)) {
        const { parallel } = pace;
        const requestsLeft = WRITE_REQUESTS_A_CALL - sent;
        plan = { requests: countRequests({ workMs, rows, parallel, requestsLeft }), workMs, parallel };
      }
      const spread = isAlone || plan.requests === 1 ? 1 : (SPREAD[sent % SPREAD.length] ?? 1);
      const share = { fairMs: (workMs / plan.requests) * spread, pace };
      // What takes longest first, so that the short ones fill the gaps at the end.
      const job = cut('BATCH', share) ?? cut('BULK', share);
      if (!job) return null;
      sent += 1;
      plan = {
        ...plan,
        requests: plan.requests - 1,
        workMs: workMs - job.items.length * pace.rowMs[job.way],
      };
      return job;
    },
  };
}

type Plan = { requests: number; workMs: number; parallel: number };

/** The work is cut anew when it has turned out to be another than it was thought to be. */
function isOutdated(plan: Plan, workMs: number, { parallel }: Pace): boolean {
  if (plan.requests === 0 || plan.parallel !== parallel) return true;
  return Math.abs(workMs - plan.workMs) > MUCH * Math.max(workMs, plan.workMs);
}

const MUCH = 0.25;
const MOST_BATCH_ROWS = 250;

/**
 * Beside another call requests are of unequal length, so that their lanes do not become free all at once, when
 * nobody has planned anything yet that could fill them.
 */
const SPREAD = [0.85, 1.15, 0.9, 1.1, 0.95, 1.05, 1];

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
