/** `BULK`: a row of CreateMultiple. `BATCH`: a write of its own inside a `$batch`. */
export type Way = 'BULK' | 'BATCH';

/** What an environment can take, as far as its answers have shown. */
export type Pace = {
  /** Requests under way at the same time. */
  parallel: number;
  /** How far `parallel` may grow: what the server recommends. */
  ceiling: number;
  /** How long one query of a find takes, where it does not wait for anything. */
  queryMs: number;
  /** How long one row takes. */
  rowMs: Readonly<Record<Way, number>>;
  /** The most rows of one CreateMultiple: one bad row refuses them all, so many bad rows make it small. */
  bulkRows: number;
  /** Refusals of the smallest CreateMultiple in a row. */
  bulkMisses: number;
  /** CreateMultiple is not used before this time. */
  bulkFromMs: number;
};

export type PaceEvent =
  /** Any answer that carries the server's recommendation. */
  | { kind: 'HINTED'; parallel: number }
  | { kind: 'ANSWERED'; way: Way; rows: number; durationMs: number }
  | { kind: 'FOUND'; queries: number; durationMs: number }
  | { kind: 'TIMED_OUT'; way: Way; rows: number; timeoutMs: number }
  | { kind: 'THROTTLED' }
  | { kind: 'OVERLOADED' }
  /** A CreateMultiple that was sent for the first time was refused because of its rows. */
  | { kind: 'BULK_REFUSED'; rows: number; nowMs: number }
  /** The environment has no CreateMultiple for contacts. */
  | { kind: 'BULK_MISSING'; nowMs: number };

/** Keeps the pace of one environment, from request to request and from call to call. */
export type Pacer = { pace(): Pace; note(event: PaceEvent): void };

export function createPacer(): Pacer {
  let pace = INITIAL_PACE;
  return {
    pace: () => pace,
    note: (event) => {
      pace = nextPace(pace, event);
    },
  };
}

/**
 * Twenty minutes of execution time in five minutes are four requests at a time.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
 */
const PARALLEL_WITHOUT_HINT = 4;

export const INITIAL_PACE: Pace = {
  parallel: PARALLEL_WITHOUT_HINT,
  ceiling: PARALLEL_WITHOUT_HINT,
  queryMs: 50,
  rowMs: { BULK: 15, BATCH: 40 },
  bulkRows: 320,
  bulkMisses: 0,
  bulkFromMs: 0,
};

export function nextPace(pace: Pace, event: PaceEvent): Pace {
  switch (event.kind) {
    case 'HINTED':
      return withCeiling(pace, event.parallel);
    case 'ANSWERED':
      return grown(measured(pace, event), event);
    case 'FOUND':
      // The quickest of late: the others have waited for a lane at the server.
      return { ...pace, queryMs: Math.min(pace.queryMs * 1.05, event.durationMs / event.queries) };
    case 'TIMED_OUT': {
      const atLeastMs = event.timeoutMs / event.rows;
      return withRowMs(pace, event.way, Math.max(pace.rowMs[event.way] * 2, atLeastMs));
    }
    case 'THROTTLED':
      // All wait until the server wants to be asked again; after that it is a little too much, not far too much.
      return { ...pace, parallel: clamp(pace.parallel * 0.75, PARALLEL) };
    case 'OVERLOADED':
      return { ...pace, parallel: clamp(pace.parallel / 2, PARALLEL) };
    case 'BULK_REFUSED': {
      const bulkRows = Math.min(pace.bulkRows, clamp(event.rows / 2, BULK_ROWS));
      const bulkMisses = event.rows <= BULK_ROWS.least ? pace.bulkMisses + 1 : pace.bulkMisses;
      return bulkMisses < MISSES_UNTIL_REST
        ? { ...pace, bulkRows, bulkMisses }
        : { ...pace, bulkRows, bulkMisses: 0, bulkFromMs: event.nowMs + REST_MS };
    }
    case 'BULK_MISSING':
      return { ...pace, bulkFromMs: event.nowMs + MISSING_MS };
  }
}

/** As the server recommends, at once; what a throttle has taken comes back answer by answer. */
function withCeiling(pace: Pace, hint: number): Pace {
  const ceiling = clamp(hint, PARALLEL);
  if (ceiling === pace.ceiling) return pace;
  const wasFull = pace.parallel >= pace.ceiling;
  return { ...pace, ceiling, parallel: wasFull ? ceiling : Math.min(pace.parallel, ceiling) };
}

function measured(pace: Pace, { way, rows, durationMs }: Extract<PaceEvent, { kind: 'ANSWERED' }>): Pace {
  // In a few rows the time of the request outweighs theirs, unless they are really slow.
  if (rows < TELLING_ROWS && durationMs < TELLING_MS) return pace;
  const rowMs = durationMs / rows;
  const known = pace.rowMs[way];
  return withRowMs(pace, way, known + (rowMs - known) * (rowMs > known ? 0.5 : 0.3));
}

function grown(pace: Pace, { way, rows }: Extract<PaceEvent, { kind: 'ANSWERED' }>): Pace {
  const parallel = Math.min(pace.parallel + 1, pace.ceiling);
  if (way === 'BATCH') return { ...pace, parallel };
  const isFull = rows >= pace.bulkRows * 0.75;
  const bulkRows = isFull ? clamp(pace.bulkRows * 1.25, BULK_ROWS) : pace.bulkRows;
  return { ...pace, parallel, bulkRows, bulkMisses: 0 };
}

function withRowMs(pace: Pace, way: Way, rowMs: number): Pace {
  return { ...pace, rowMs: { ...pace.rowMs, [way]: Math.min(Math.max(rowMs, 1), SLOWEST_ROW_MS) } };
}

/** The server's limit is 52 for one user; this leaves room for people at a screen and for another process. */
const PARALLEL = { least: 1, most: 24 } as const;
/**
 * With fewer rows a request of CreateMultiple saves nothing any more, and so many requests would be throttled
 * themselves; with more, one bad row costs too much.
 */
const BULK_ROWS = { least: 25, most: 320 } as const;
const MISSES_UNTIL_REST = 8;
const REST_MS = 5 * 60_000;
const MISSING_MS = 60 * 60_000;
const TELLING_ROWS = 10;
const TELLING_MS = 1_000;
const SLOWEST_ROW_MS = 120_000;

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.max(least, Math.min(most, Math.floor(value)));
}
