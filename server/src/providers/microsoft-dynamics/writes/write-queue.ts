import { chunkRows, LEAST_ROWS, type Limits, type WriteMode } from './adaptive-limits.ts';
import type { WriteItem } from './write-request.ts';

/** The writes of one request. */
export type WriteJob = {
  mode: WriteMode;
  items: readonly WriteItem[];
  /** Whether they were part of a larger request before. */
  isRetry: boolean;
};

export type WriteQueue = ReturnType<typeof createWriteQueue>;

/** Writes waiting to be sent. They are cut into chunks when a request can start, by the limits at that time. */
export function createWriteQueue(items: readonly WriteItem[]) {
  const creates = items.filter(({ write }) => write.kind === 'CREATE');
  const waiting: Record<WriteMode, WriteItem[]> = {
    BATCH: items.filter(({ write }) => write.kind === 'UPDATE'),
    BULK: creates.length >= LEAST_ROWS ? creates : [],
  };
  if (waiting.BULK.length === 0) waiting.BATCH.push(...creates);
  const retries: WriteJob[] = [];

  function cut(mode: WriteMode, limits: Limits): WriteJob | null {
    const list = waiting[mode];
    if (list.length === 0) return null;
    const rows = Math.ceil(list.length / Math.ceil(list.length / chunkRows(limits, mode)));
    return { mode, items: list.splice(0, countWithinSize(list, rows)), isRetry: false };
  }

  return {
    isEmpty: (): boolean => retries.length + waiting.BATCH.length + waiting.BULK.length === 0,
    next: (limits: Limits, nowMs: number): WriteJob | null => {
      if (limits.bulkPausedUntilMs > nowMs) waiting.BATCH.push(...waiting.BULK.splice(0));
      // Batches take longest, so that bulk requests fill the gaps at the end.
      return retries.shift() ?? cut('BATCH', limits) ?? cut('BULK', limits);
    },
    /** Queues these again, ahead of all others, in chunks of equal size with at most `rows`. */
    retry: (mode: WriteMode, again: readonly WriteItem[], rows: number): void => {
      const count = Math.ceil(again.length / rows);
      const size = Math.ceil(again.length / count);
      for (let start = 0; start < again.length; start += size) {
        retries.push({ mode, items: again.slice(start, start + size), isRetry: true });
      }
    },
  };
}

/** The number of items that fit into one request, which is limited in rows and in characters. */
function countWithinSize(items: readonly WriteItem[], maxRows: number): number {
  let characters = 0;
  let count = 0;
  for (const { write } of items.slice(0, maxRows)) {
    // An estimate: only text can be long.
    for (const value of Object.values(write.values)) characters += String(value).length;
    if (count > 0 && characters > MAX_CHARACTERS) break;
    count += 1;
  }
  return count;
}

const MAX_CHARACTERS = 4_000_000;
