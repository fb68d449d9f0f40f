import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_WRITE_MS, type Load, shareMs } from './share.ts';

const load = (workMs: number, lanesMs: readonly number[], more: Partial<Load> = {}): Load => {
  return { workMs, lanesMs, reservedMs: 0, requestsLeft: 12, ...more };
};

test.each<[string, Load, number]>([
  ['its part where all lanes are free', load(8_000, [0, 0, 0]), 2_000],
  ['up to where the other lanes end', load(8_000, [2_000, 2_000, 0]), 3_000],
  ['everything, where the others end much later', load(1_000, [9_000, 9_000]), 1_000],
  ['half of its part where that would take too long', load(40_000, [0, 0, 0]), 5_000],
  ['a little more than what is long, where that saves a round', load(33_000, [0, 0, 0]), 8_250],
  ['a twelfth, where there are more lanes than requests to spend', load(12_000, Array(23).fill(0)), 1_000],
  ['what is left of that', load(6_000, Array(7).fill(0), { requestsLeft: 3 }), 2_000],
  ['less, where a thousand contacts cannot be had for so few', load(200_000, Array(7).fill(0)), 6_250],
  ['more, where others need the lanes meanwhile', load(8_000, [0, 0, 0], { reservedMs: 400 }), 2_100],
])('the next request takes %s', (_title, work, share) => {
  expect(shareMs(work)).toBeCloseTo(share);
});

describe('whatever is to be done', () => {
  const times = fc.integer({ min: 0, max: 60_000 });
  const loads = fc
    .record({
      workMs: fc.integer({ min: 1, max: 700_000 }),
      lanesMs: fc.array(times, { maxLength: 23 }),
      requestsLeft: fc.integer({ min: -5, max: 12 }),
    })
    .map(({ workMs, lanesMs, requestsLeft }) => load(workMs, lanesMs, { requestsLeft }));

  test('a request stays within half of its time-out, or hardly more', () => {
    fc.assert(
      fc.property(loads, (work) => {
        expect(shareMs(work)).toBeGreaterThan(0);
        expect(shareMs(work)).toBeLessThanOrEqual(LONGEST_WRITE_MS * 1.06);
      }),
    );
  });

  test('all lanes end together, as far as they can', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.array(times, { maxLength: 7 }),
        (workMs, others) => {
          const ends = [0, ...others];
          for (let left = workMs; left > 1e-6; ) {
            const lane = ends.indexOf(Math.min(...ends));
            const start = ends[lane] ?? 0;
            const lanesMs = ends.filter((_, index) => index !== lane).map((end) => end - start);
            const share = Math.min(left, shareMs(load(left, lanesMs)));
            ends[lane] = start + share;
            left -= share;
          }
          const total = workMs + others.reduce((sum, end) => sum + end, 0);
          const best = Math.max(total / ends.length, ...others);
          expect(Math.max(...ends)).toBeLessThanOrEqual(best + 1e-3);
        },
      ),
    );
  });
});
