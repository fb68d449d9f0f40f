/** `BULK`: rows of one CreateMultiple. `BATCH`: writes of their own inside a `$batch`. */
export type WriteMode = 'BULK' | 'BATCH';
type Mode = WriteMode | 'FIND';

/** The load that an environment accepts, learned from its answers. */
export type Limits = {
  /** Requests in flight at the same time. */
  concurrency: number;
  /** How far `concurrency` can grow: what the server recommends. */
  maxConcurrency: number;
  /** How long one row takes, or one query of a find. */
  rowMs: Readonly<Record<Mode, number>>;
  /** Maximum rows of one CreateMultiple. One bad row fails them all, so frequent bad rows lower it. */
  bulkRows: number;
  /** How many of the smallest CreateMultiple requests were refused consecutively. */
  bulkRefusals: number;
  /** CreateMultiple is not used before this time. */
  bulkPausedUntilMs: number;
};

export type LimitEvent =
  /** Any answer that carries the server's recommendation (`x-ms-dop-hint`). */
  | { kind: 'HINTED'; concurrency: number }
  | { kind: 'ANSWERED'; mode: Mode; rows: number; durationMs: number }
  | { kind: 'TIMED_OUT'; mode: Mode; rows: number; timeoutMs: number }
  | { kind: 'THROTTLED' }
  | { kind: 'OVERLOADED' }
  /** A CreateMultiple that was sent for the first time was refused because of its rows. */
  | { kind: 'BULK_REFUSED'; rows: number; nowMs: number }
  /** The environment has no CreateMultiple for contacts. */
  | { kind: 'BULK_MISSING'; nowMs: number };

/** The limits of one environment, kept from request to request and from call to call. */
export type AdaptiveLimits = { current(): Limits; note(event: LimitEvent): void };

export function createAdaptiveLimits(): AdaptiveLimits {
  let limits = INITIAL_LIMITS;
  return {
    current: () => limits,
    note: (event) => {
      limits = nextLimits(limits, event);
    },
  };
}

/** Rows for one request that should take about the target time. */
export function chunkRows({ rowMs, bulkRows }: Limits, mode: Mode): number {
  const most = mode === 'BULK' ? bulkRows : MOST_ROWS[mode];
  // Below ten rows the request itself costs more than they do, but it must not time out.
  const least = Math.min(LEAST_ROWS, LONGEST_MS / rowMs[mode]);
  return Math.floor(Math.max(1, Math.min(most, Math.max(least, TARGET_MS[mode] / rowMs[mode]))));
}

export const LEAST_ROWS = 10;
/** `FIND`: a thousand contacts by id, by external id and by e-mail fit into one `$batch`. */
const MOST_ROWS = { BATCH: 250, FIND: 40 } as const;
/** A short batch costs little more than a long one, and concurrent batches then end at about the same time. */
const TARGET_MS = { FIND: 5_000, BULK: 5_000, BATCH: 2_500 } as const;
/** Half of a request's time-out, because a request can take twice the measured time. */
const LONGEST_MS = 8_000;

/**
 * Twenty minutes of execution time in five minutes are four requests at a time.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
 */
const CONCURRENCY_WITHOUT_HINT = 4;

export const INITIAL_LIMITS: Limits = {
  concurrency: CONCURRENCY_WITHOUT_HINT,
  maxConcurrency: CONCURRENCY_WITHOUT_HINT,
  rowMs: { FIND: 50, BULK: 15, BATCH: 40 },
  bulkRows: 320,
  bulkRefusals: 0,
  bulkPausedUntilMs: 0,
};

export function nextLimits(limits: Limits, event: LimitEvent): Limits {
  switch (event.kind) {
    case 'HINTED':
      return withMaxConcurrency(limits, event.concurrency);
    case 'ANSWERED':
      return grown(measured(limits, event), event);
    case 'TIMED_OUT': {
      const atLeastMs = event.timeoutMs / event.rows;
      return withRowMs(limits, event.mode, Math.max(limits.rowMs[event.mode] * 2, atLeastMs));
    }
    case 'THROTTLED':
      // Everything waits until the server accepts requests again; after that it needs a little less, not far less.
      return { ...limits, concurrency: clamp(limits.concurrency * 0.75, CONCURRENCY) };
    case 'OVERLOADED':
      return { ...limits, concurrency: clamp(limits.concurrency / 2, CONCURRENCY) };
    case 'BULK_REFUSED': {
      const bulkRows = Math.min(limits.bulkRows, clamp(event.rows / 2, BULK_ROWS));
      const bulkRefusals = event.rows <= BULK_ROWS.least ? limits.bulkRefusals + 1 : limits.bulkRefusals;
      return bulkRefusals < REFUSALS_UNTIL_PAUSE
        ? { ...limits, bulkRows, bulkRefusals }
        : { ...limits, bulkRows, bulkRefusals: 0, bulkPausedUntilMs: event.nowMs + PAUSE_MS };
    }
    case 'BULK_MISSING':
      return { ...limits, bulkPausedUntilMs: event.nowMs + PAUSE_WHERE_MISSING_MS };
  }
}

/** A recommendation applies at once; concurrency lost to throttling recovers answer by answer. */
function withMaxConcurrency(limits: Limits, hint: number): Limits {
  const maxConcurrency = clamp(hint, CONCURRENCY);
  if (maxConcurrency === limits.maxConcurrency) return limits;
  const wasFull = limits.concurrency >= limits.maxConcurrency;
  const concurrency = wasFull ? maxConcurrency : Math.min(limits.concurrency, maxConcurrency);
  return { ...limits, maxConcurrency, concurrency };
}

type Answered = Extract<LimitEvent, { kind: 'ANSWERED' }>;

function measured(limits: Limits, { mode, rows, durationMs }: Answered): Limits {
  const rowMs = durationMs / rows;
  const known = limits.rowMs[mode];
  // In a request with few rows its fixed cost dominates, so the time per row seems longer than it is.
  if (rowMs > known && rows < LEAST_ROWS && durationMs < SLOW_REQUEST_MS) return limits;
  return withRowMs(limits, mode, known + (rowMs - known) * (rowMs > known ? 0.5 : 0.3));
}

function grown(limits: Limits, { mode, rows }: Answered): Limits {
  if (mode === 'FIND') return limits;
  const concurrency = Math.min(limits.concurrency + 1, limits.maxConcurrency);
  if (mode === 'BATCH') return { ...limits, concurrency };
  const isFull = rows >= limits.bulkRows * 0.75;
  const bulkRows = isFull ? clamp(limits.bulkRows * 1.25, BULK_ROWS) : limits.bulkRows;
  return { ...limits, concurrency, bulkRows, bulkRefusals: 0 };
}

function withRowMs(limits: Limits, mode: Mode, rowMs: number): Limits {
  return { ...limits, rowMs: { ...limits.rowMs, [mode]: Math.min(Math.max(rowMs, 1), SLOWEST_ROW_MS) } };
}

/** The server's limit is 52 for one user; this leaves capacity for interactive use and for another process. */
const MAX_CONCURRENCY = 24;
const CONCURRENCY = { least: 1, most: MAX_CONCURRENCY } as const;
/** With fewer rows CreateMultiple saves nothing; with more, one bad row costs too much. */
const BULK_ROWS = { least: 25, most: 320 } as const;
const REFUSALS_UNTIL_PAUSE = 8;
const PAUSE_MS = 5 * 60_000;
const PAUSE_WHERE_MISSING_MS = 60 * 60_000;
const SLOW_REQUEST_MS = 1_000;
const SLOWEST_ROW_MS = 120_000;

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.max(least, Math.min(most, Math.floor(value)));
}
