import { type Outcome, ownProperty, type Run, type RunCounts, type RunStatus } from '@goodfunds/shared';
import { OUTCOMES } from '../../integration/outcomes.tsx';
import type { Tone } from '../../ui/badge.tsx';

const RUN_TONES: Record<RunStatus, Tone> = {
  QUEUED: 'neutral',
  RUNNING: 'accent',
  PAUSED: 'warning',
  COMPLETED: 'accent',
  COMPLETED_WITH_ERRORS: 'danger',
  CANCELLED: 'neutral',
  FAILED: 'danger',
};

export function runTone({ status }: Pick<Run, 'status'>): Tone {
  return ownProperty(RUN_TONES, status) ?? 'neutral';
}

export function isOpen(run: Pick<Run, 'status'>): boolean {
  return run.status === 'QUEUED' || run.status === 'RUNNING' || run.status === 'PAUSED';
}

/** Of runs from newest to oldest, the open one (of several the oldest, which the others wait for), else the newest. */
export function runToShow<Shown extends Pick<Run, 'status'>>(runs: readonly Shown[]): Shown | undefined {
  return runs.findLast(isOpen) ?? runs[0];
}

const COUNTERS = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  SKIPPED: 'skipped',
  FAILED: 'failed',
} as const satisfies Record<Outcome, keyof RunCounts>;

export function countOf(counts: RunCounts, outcome: Outcome): number {
  return counts[COUNTERS[outcome]];
}

/** The total grows while the run still collects its contacts. */
export function progressOf({ total, pending }: RunCounts): { done: number; total: number; share: number } {
  const done = total - pending;
  return { done, total, share: total === 0 ? 0 : done / total };
}

/** The parts of the bar: each outcome's share of all contacts in percent. */
export function segments(counts: RunCounts): { outcome: Outcome; from: number; width: number }[] {
  let from = 0;
  return OUTCOMES.flatMap((outcome) => {
    const width = counts.total === 0 ? 0 : (countOf(counts, outcome) / counts.total) * 100;
    const segment = { outcome, from, width };
    from += width;
    return width > 0 ? [segment] : [];
  });
}

/** The outcome to show first when a run has ended; `null` for all. */
export function firstOutcome(run: Pick<Run, 'status' | 'counts'>): Outcome | null {
  if (isOpen(run)) return null;
  if (run.counts.failed > 0) return 'FAILED';
  return run.counts.skipped > 0 ? 'SKIPPED' : null;
}

export function durationMs(run: Pick<Run, 'startedAt' | 'finishedAt'>): number | null {
  if (run.startedAt === null || run.finishedAt === null) return null;
  return Date.parse(run.finishedAt) - Date.parse(run.startedAt);
}
