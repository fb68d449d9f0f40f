import { expect, test } from 'vitest';
import { CRASH_POINTS } from './support/durable-points.ts';
import { killEverywhere } from './support/kill-everywhere.ts';

/** `npm run test:crash -- <kills>` kills more often: each point early, and at later and later passes. */
const KILLS = Number(process.env['CRASH_KILLS'] ?? 2 * CRASH_POINTS.length);
const HITS = Array.from({ length: Math.ceil(KILLS / CRASH_POINTS.length) }, (_, index) => 1 + (index % 3));

/** A kill with the start after it takes a second, on a loaded machine several. */
const TIME_MS = KILLS * 8_000;

/** Two stories at once, because there are two cores. Each kills at every other point, once early and once later. */
test.concurrent.each([
  { name: 'even', rest: 0 },
  { name: 'odd', rest: 1 },
])(
  'a crash anywhere loses nothing and duplicates nothing ($name points)',
  async ({ rest }) => {
    const points = CRASH_POINTS.filter((_, index) => index % 2 === rest);
    const plans = HITS.flatMap((hit) => points.map((point) => ({ point, hit })));
    const report = await killEverywhere(plans);
    expect(report).toMatchObject({ lost: [], createdTwice: [], wrong: [], flaws: [] });
    expect(report.points.size).toBe(points.length);
    // A change is written once: what a crash left unsaid is found done and not done again.
    expect(report.updates).toBeLessThanOrEqual(report.changes);
  },
  TIME_MS,
);
