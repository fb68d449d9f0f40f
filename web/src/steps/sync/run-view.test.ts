import type { RunCounts } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { countOf, firstOutcome, OUTCOMES, progressOf, runToShow, segments, summaryOf } from './run-view.ts';

const counts = (change: Partial<RunCounts> = {}): RunCounts => ({
  total: 10,
  pending: 0,
  created: 4,
  updated: 2,
  unchanged: 1,
  skipped: 1,
  failed: 2,
  ...change,
});

test('the bar ends where the work has come, part by part', () => {
  const bar = segments(counts({ pending: 5, created: 4, updated: 0, unchanged: 0, skipped: 0, failed: 1 }));
  expect(bar).toEqual([
    { outcome: 'CREATED', from: 0, width: 40 },
    { outcome: 'FAILED', from: 40, width: 10 },
  ]);
  expect(segments(counts({ total: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 }))).toEqual(
    [],
  );
});

test('progress is what is no longer pending, and none as long as no contact is known', () => {
  expect(progressOf(counts({ pending: 5 }))).toEqual({ done: 5, total: 10, share: 0.5 });
  expect(progressOf(counts({ total: 0, pending: 0 }))).toMatchObject({ share: 0 });
});

test('the counts of all outcomes are those of the run', () => {
  expect(OUTCOMES.map((outcome) => countOf(counts(), outcome))).toEqual([4, 2, 1, 1, 2]);
});

test('a finished run leads to what needs attention', () => {
  expect(firstOutcome({ status: 'COMPLETED_WITH_ERRORS', counts: counts() })).toBe('FAILED');
  expect(firstOutcome({ status: 'COMPLETED', counts: counts({ failed: 0 }) })).toBe('SKIPPED');
  expect(firstOutcome({ status: 'RUNNING', counts: counts() })).toBeNull();
});

test('a run without contacts had nothing to do, which is good news', () => {
  expect(summaryOf({ status: 'COMPLETED', counts: counts({ total: 0 }) })).toEqual({ kind: 'NOTHING_TO_DO' });
  expect(summaryOf({ status: 'COMPLETED_WITH_ERRORS', counts: counts() })).toEqual({
    kind: 'COMPLETED_WITH_ERRORS',
    failed: 2,
    skipped: 1,
  });
});

test('the run that goes on is shown, of several the one that the others wait for, else the latest', () => {
  const completed = { status: 'COMPLETED' } as const;
  const queued = { status: 'QUEUED' } as const;
  const running = { status: 'RUNNING' } as const;
  const cancelled = { status: 'CANCELLED' } as const;
  expect(runToShow([queued, running, completed])).toBe(running);
  expect(runToShow([completed, queued])).toBe(queued);
  expect(runToShow([cancelled, completed])).toBe(cancelled);
  expect(runToShow([])).toBeUndefined();
});
