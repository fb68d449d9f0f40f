import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countRequests, LONGEST_WRITE_MS, type Load } from './share.ts';

const load = (rows: number, rowMs: number, parallel: number, requestsLeft = 12): Load => {
  return { rows, workMs: rows * rowMs, parallel, requestsLeft };
};

test.each<[string, Load, number]>([
  ['one request for each lane', load(1_000, 40, 8), 8],
  ['two rounds where one would take too long', load(1_000, 40, 4), 8],
  ['not more than a thousand contacts should cost', load(1_000, 10, 24), 12],
  ['what is left of that', load(500, 10, 8, 3), 3],
  ['more than that only where requests would take too long', load(1_000, 200, 8), 32],
  ['no request of less than ten rows', load(35, 40, 8), 4],
  ['one for one', load(1, 40, 8), 1],
])('the work is cut into %s', (_title, work, requests) => {
  expect(countRequests(work)).toBe(requests);
});

test('requests stay within half of their time-out, or a little more where that saves a round', () => {
  const loads = fc
    .tuple(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 1, max: 700 }),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: -5, max: 12 }),
    )
    .map((args) => load(...args));
  fc.assert(
    fc.property(loads, (work) => {
      const requests = countRequests(work);
      expect(requests).toBeGreaterThanOrEqual(1);
      expect(work.workMs / requests).toBeLessThanOrEqual(LONGEST_WRITE_MS * 1.06);
    }),
  );
});
