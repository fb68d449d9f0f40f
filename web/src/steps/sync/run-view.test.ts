import type { RunCounts } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { CATALOGUES } from '../../i18n/catalogues.ts';
import { OUTCOMES } from '../../integration/outcomes.tsx';
import { runSummary } from './run/run-headline.tsx';
import { countOf, firstOutcome, progressOf, runToShow, segments } from './run-view.ts';

const counts = (change: Partial<RunCounts> = {}): RunCounts => ({
  total: 10,
  pending: 0,
  created: 4,
  updated: 2,
  unchanged: 1,
  skipped: 1,
  review: 0,
  warnings: 0,
  failed: 2,
  ...change,
});

test('the bar shows each outcome by its share and leaves pending contacts empty', () => {
  const bar = segments(
    counts({
      pending: 5,
      created: 4,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      review: 0,
      warnings: 0,
      failed: 1,
    }),
  );
  expect(bar).toEqual([
    { outcome: 'CREATED', from: 0, width: 40 },
    { outcome: 'FAILED', from: 40, width: 10 },
  ]);
  expect(
    segments(
      counts({
        total: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        skipped: 0,
        review: 0,
        warnings: 0,
        failed: 0,
      }),
    ),
  ).toEqual([]);
});

test('progress counts what is not pending; without contacts it is zero', () => {
  expect(progressOf(counts({ pending: 5 }))).toEqual({ done: 5, total: 10, share: 0.5 });
  expect(progressOf(counts({ total: 0, pending: 0 }))).toMatchObject({ share: 0 });
});

test('every outcome has its count', () => {
  expect(OUTCOMES.map((outcome) => countOf(counts(), outcome))).toEqual([4, 2, 1, 1, 2]);
});

test('a finished run shows first what needs attention', () => {
  expect(firstOutcome({ status: 'COMPLETED_WITH_ERRORS', counts: counts() })).toBe('FAILED');
  expect(firstOutcome({ status: 'COMPLETED', counts: counts({ failed: 0 }) })).toBe('SKIPPED');
  expect(firstOutcome({ status: 'RUNNING', counts: counts() })).toBeNull();
});

test('the summary of a run without contacts says that there was nothing to do', () => {
  const { sync } = CATALOGUES.en;
  expect(runSummary(sync, { status: 'COMPLETED', counts: counts({ total: 0 }) })).toEqual({
    title: sync.finished.nothingToDo,
    text: sync.finished.nothingToDoText,
  });
});

test('the summary of a run with failed contacts counts the skipped ones as well', () => {
  const { sync } = CATALOGUES.en;
  expect(runSummary(sync, { status: 'COMPLETED_WITH_ERRORS', counts: counts() })).toEqual({
    title: sync.finished.COMPLETED_WITH_ERRORS(2),
    text: sync.finished.whyBelow,
    alsoSkipped: sync.finished.alsoSkipped(1),
  });
});

test('the open run is shown, of several the one that the others wait for, else the newest', () => {
  const completed = { status: 'COMPLETED' } as const;
  const queued = { status: 'QUEUED' } as const;
  const running = { status: 'RUNNING' } as const;
  const cancelled = { status: 'CANCELLED' } as const;
  expect(runToShow([queued, running, completed])).toBe(running);
  expect(runToShow([completed, queued])).toBe(queued);
  expect(runToShow([cancelled, completed])).toBe(cancelled);
  expect(runToShow([])).toBeUndefined();
});
