import { expect, test } from 'vitest';
import { CRASH_POINTS } from './support/crash-points.ts';
import { killAtEachPoint } from './support/crash-scenario.ts';

/** `npm run test:crash -- <kills>` kills more often: at each point on its first, second and third pass. */
const KILLS = Number(process.env['CRASH_KILLS'] ?? 2 * CRASH_POINTS.length);
const HITS = Array.from({ length: Math.ceil(KILLS / CRASH_POINTS.length) }, (_, index) => 1 + (index % 3));

/** One kill with the next start takes a second, on a busy machine several. */
const TIMEOUT_MS = KILLS * 8_000;

/** Two scenarios at once use two cores; each takes every other point. */
test.concurrent.each([
  { name: 'even', rest: 0 },
  { name: 'odd', rest: 1 },
])(
  'a crash at any point loses nothing and duplicates nothing ($name points)',
  async ({ rest }) => {
    const points = CRASH_POINTS.filter((_, index) => index % 2 === rest);
    const result = await killAtEachPoint(HITS.flatMap((hit) => points.map((point) => ({ point, hit }))));
    expect(result).toMatchObject({ lost: [], createdTwice: [], wrong: [], databaseErrors: [] });
    expect(result.points.size).toBe(points.length);
    // A write whose result was lost in a crash is recognised, not repeated.
    expect(result.updates).toBeLessThanOrEqual(result.changes);
  },
  TIMEOUT_MS,
);
