import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INITIAL_PACE, nextPace, type Pace, type PaceEvent } from './adaptive-limits.ts';

const after = (pace: Partial<Pace>, ...events: PaceEvent[]): Pace =>
  events.reduce(nextPace, { ...INITIAL_PACE, ...pace });

const hinted = (parallel: number): PaceEvent => ({ kind: 'HINTED', parallel });
const created = (rows: number, durationMs = rows * 10): PaceEvent => {
  return { kind: 'ANSWERED', way: 'BULK', rows, durationMs };
};
const refused = (rows: number): PaceEvent => ({ kind: 'BULK_REFUSED', rows, nowMs: 1_000 });
const times = (count: number, event: PaceEvent): PaceEvent[] => Array.from({ length: count }, () => event);

describe('the number of requests at a time', () => {
  test('is four where the server recommends nothing, however well all goes', () => {
    expect(after({}, ...times(20, created(100))).parallel).toBe(4);
  });

  test('is at once what the server recommends, up to half of what it allows', () => {
    expect(after({}, hinted(8)).parallel).toBe(8);
    expect(after({}, hinted(2)).parallel).toBe(2);
    expect(after({}, hinted(52)).parallel).toBe(24);
  });

  test('is a quarter less after a throttle and comes back answer by answer', () => {
    const throttled = after({}, hinted(8), { kind: 'THROTTLED' });
    expect(throttled.parallel).toBe(6);
    expect(nextPace(throttled, hinted(8)).parallel).toBe(6);
    expect(after(throttled, created(100)).parallel).toBe(7);
    expect(after(throttled, ...times(5, created(100))).parallel).toBe(8);
  });

  test('is half when the server is overloaded, and at least one', () => {
    expect(after({}, hinted(8), { kind: 'OVERLOADED' }).parallel).toBe(4);
    expect(after({}, ...times(9, { kind: 'OVERLOADED' })).parallel).toBe(1);
  });
});

describe('the time of a row', () => {
  test('is learned from answers, each way for itself', () => {
    const { rowMs } = after({}, ...times(12, created(100, 2_000)));
    expect(rowMs.BULK).toBeCloseTo(20, 0);
    expect(rowMs.BATCH).toBe(INITIAL_PACE.rowMs.BATCH);
  });

  test('is not learned from a few rows, whose request outweighs them, unless they are really slow', () => {
    expect(after({}, created(2, 300)).rowMs).toEqual(INITIAL_PACE.rowMs);
    expect(after({}, created(2, 8_000)).rowMs.BULK).toBeGreaterThan(1_000);
  });

  test('is at least what did not come back in time', () => {
    const timedOut: PaceEvent = { kind: 'TIMED_OUT', way: 'BATCH', rows: 100, timeoutMs: 16_000 };
    expect(after({}, timedOut).rowMs.BATCH).toBe(160);
    expect(after({}, timedOut, timedOut).rowMs.BATCH).toBe(320);
  });
});

describe('CreateMultiple', () => {
  test('gets half as many rows when one of them is refused, and slowly more again', () => {
    expect(after({}, refused(120)).bulkRows).toBe(60);
    expect(after({}, ...times(8, refused(120))).bulkRows).toBe(60);
    expect(after({}, refused(120), created(60)).bulkRows).toBe(75);
    expect(after({}, refused(120), created(10)).bulkRows).toBe(60);
    expect(after({}, refused(120), ...times(20, created(300))).bulkRows).toBe(320);
  });

  test('rests for five minutes when even small ones are refused again and again', () => {
    expect(after({}, ...times(20, refused(120))).bulkFromMs).toBe(0);
    expect(after({}, ...times(7, refused(25))).bulkFromMs).toBe(0);
    expect(after({}, ...times(8, refused(25))).bulkFromMs).toBe(301_000);
    expect(after({}, ...times(7, refused(25)), created(25), ...times(7, refused(25))).bulkFromMs).toBe(0);
  });

  test('is not asked for again for an hour where it is missing', () => {
    expect(after({}, { kind: 'BULK_MISSING', nowMs: 1_000 }).bulkFromMs).toBe(3_601_000);
  });
});

test('the pace never leaves its bounds, whatever happens', () => {
  const rows = fc.integer({ min: 1, max: 1_000 });
  const way = fc.constantFrom('BULK' as const, 'BATCH' as const);
  const event = fc.oneof<fc.Arbitrary<PaceEvent>[]>(
    fc.constantFrom<PaceEvent>({ kind: 'OVERLOADED' }, { kind: 'THROTTLED' }),
    fc.integer({ min: 1, max: 100 }).map(hinted),
    rows.map(refused),
    fc.record({ kind: fc.constant('ANSWERED' as const), way, rows, durationMs: fc.nat(400_000) }),
    fc.record({ kind: fc.constant('TIMED_OUT' as const), way, rows, timeoutMs: fc.constant(16_000) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { parallel, ceiling, rowMs, bulkRows } = after({}, ...events);
      expect(parallel).toBeGreaterThanOrEqual(1);
      expect(parallel).toBeLessThanOrEqual(ceiling);
      expect(ceiling).toBeLessThanOrEqual(24);
      expect(bulkRows).toBeGreaterThanOrEqual(25);
      expect(bulkRows).toBeLessThanOrEqual(320);
      for (const time of Object.values(rowMs)) {
        expect(time).toBeGreaterThanOrEqual(1);
        expect(time).toBeLessThanOrEqual(120_000);
      }
    }),
  );
});
