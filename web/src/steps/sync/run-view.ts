import type { Outcome, Run, RunCounts } from '@goodfunds/shared';

export const OUTCOMES = [
  'CREATED',
  'UPDATED',
  'UNCHANGED',
  'SKIPPED',
  'FAILED',
] as const satisfies readonly Outcome[];

export function isOpen(run: Pick<Run, 'status'>): boolean {
  return run.status === 'QUEUED' || run.status === 'RUNNING' || run.status === 'PAUSED';
}

/**
 * The run of interest among those of an integration, the newest first: one that goes on, and of several the oldest,
 * because the others wait for it; else the latest.
 */
export function runToShow<Shown extends Pick<Run, 'status'>>(runs: readonly Shown[]): Shown | undefined {
  return runs.findLast(isOpen) ?? runs[0];
}

export function countOf(counts: RunCounts, outcome: Outcome): number {
  switch (outcome) {
    case 'CREATED':
      return counts.created;
    case 'UPDATED':
      return counts.updated;
    case 'UNCHANGED':
      return counts.unchanged;
    case 'SKIPPED':
      return counts.skipped;
    case 'FAILED':
      return counts.failed;
  }
}

/** What is over, of all contacts known so far. While the run still collects its contacts the total grows. */
export function progressOf({ total, pending }: RunCounts): { done: number; total: number; share: number } {
  const done = total - pending;
  return { done, total, share: total === 0 ? 0 : done / total };
}

export type Segment = { outcome: Outcome; from: number; width: number };

/** The bar's parts in hundredths: each outcome by its share of all contacts. */
export function segments(counts: RunCounts): Segment[] {
  let from = 0;
  return OUTCOMES.flatMap((outcome) => {
    const width = counts.total === 0 ? 0 : (countOf(counts, outcome) / counts.total) * 100;
    const segment = { outcome, from, width };
    from += width;
    return width > 0 ? [segment] : [];
  });
}

export type RunSummary =
  | { kind: 'OPEN' }
  | { kind: 'NOTHING_TO_DO' }
  | { kind: 'COMPLETED'; skipped: number }
  | { kind: 'COMPLETED_WITH_ERRORS'; failed: number; skipped: number }
  | { kind: 'CANCELLED' }
  | { kind: 'FAILED' }
  /** A status that only a newer service knows. */
  | { kind: 'OTHER' };

export function summaryOf({ status, counts }: Pick<Run, 'status' | 'counts'>): RunSummary {
  switch (status) {
    case 'QUEUED':
    case 'RUNNING':
    case 'PAUSED':
      return { kind: 'OPEN' };
    case 'COMPLETED':
      return counts.total === 0 ? { kind: 'NOTHING_TO_DO' } : { kind: 'COMPLETED', skipped: counts.skipped };
    case 'COMPLETED_WITH_ERRORS':
      return { kind: 'COMPLETED_WITH_ERRORS', failed: counts.failed, skipped: counts.skipped };
    case 'CANCELLED':
    case 'FAILED':
      return { kind: status };
    default:
      return { kind: 'OTHER' };
  }
}

/** Which contacts of a run are looked at; `null` for all. */
export type RunFilter = { outcome: Outcome | null; reason: string | null };

/** The outcome that is worth looking at first once a run is over; `null` for all. */
export function firstOutcome(run: Pick<Run, 'status' | 'counts'>): Outcome | null {
  if (isOpen(run)) return null;
  if (run.counts.failed > 0) return 'FAILED';
  return run.counts.skipped > 0 ? 'SKIPPED' : null;
}

export function durationMs(run: Pick<Run, 'startedAt' | 'finishedAt'>): number | null {
  if (run.startedAt === null || run.finishedAt === null) return null;
  return Date.parse(run.finishedAt) - Date.parse(run.startedAt);
}
