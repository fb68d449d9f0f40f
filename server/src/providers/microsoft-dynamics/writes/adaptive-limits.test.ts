import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkRows, INITIAL_LIMITS, type LimitEvent, type Limits, nextLimits } from './adaptive-limits.ts';

const after = (limits: Partial<Limits>, ...events: LimitEvent[]): Limits =>
  events.reduce(nextLimits, { ...INITIAL_LIMITS, ...limits });

const hinted = (concurrency: number): LimitEvent => ({ kind: 'HINTED', concurrency });
const created = (rows: number, durationMs = rows * 10): LimitEvent => {
  return { kind: 'ANSWERED', mode: 'BULK', rows, durationMs };
};
const refused = (rows: number): LimitEvent => ({ kind: 'BULK_REFUSED', rows, nowMs: 1_000 });
const times = (count: number, event: LimitEvent): LimitEvent[] => Array.from({ length: count }, () => event);

describe('the number of requests at a time', () => {
  test('is four where the server recommends nothing, however fast it answers', () => {
    expect(after({}, ...times(20, created(100))).concurrency).toBe(4);
  });

  test('is at once what the server recommends, up to half of what it allows', () => {
    expect(after({}, hinted(8)).concurrency).toBe(8);
    expect(after({}, hinted(2)).concurrency).toBe(2);
    expect(after({}, hinted(52)).concurrency).toBe(24);
  });

  test('is a quarter less after a throttle and comes back answer by answer', () => {
    const throttled = after({}, hinted(8), { kind: 'THROTTLED' });
    expect(throttled.concurrency).toBe(6);
    expect(nextLimits(throttled, hinted(8)).concurrency).toBe(6);
    expect(after(throttled, created(100)).concurrency).toBe(7);
    expect(after(throttled, ...times(5, created(100))).concurrency).toBe(8);
  });

  test('is half when the server is overloaded, and at least one', () => {
    expect(after({}, hinted(8), { kind: 'OVERLOADED' }).concurrency).toBe(4);
    expect(after({}, ...times(9, { kind: 'OVERLOADED' })).concurrency).toBe(1);
  });
});

describe('the time of a row', () => {
  test('is learned from answers, for each mode of its own', () => {
    const { rowMs } = after({}, ...times(12, created(100, 2_000)));
    expect(rowMs.BULK).toBeCloseTo(20, 0);
    expect(rowMs.BATCH).toBe(INITIAL_LIMITS.rowMs.BATCH);
  });

  test('is not learned from a few rows, whose request outweighs them, unless they are really slow', () => {
    expect(after({}, created(2, 300)).rowMs).toEqual(INITIAL_LIMITS.rowMs);
    expect(after({}, created(2, 8_000)).rowMs.BULK).toBeGreaterThan(1_000);
  });

  test('is learned from a few rows that are faster than expected', () => {
    const slow = after({}, { kind: 'TIMED_OUT', mode: 'FIND', rows: 10, timeoutMs: 16_000 });
    const answered: LimitEvent = { kind: 'ANSWERED', mode: 'FIND', rows: 5, durationMs: 300 };
    expect(after(slow, ...times(30, answered)).rowMs.FIND).toBeCloseTo(60, 0);
  });

  test('is at least what did not come back in time', () => {
    const timedOut: LimitEvent = { kind: 'TIMED_OUT', mode: 'BATCH', rows: 100, timeoutMs: 16_000 };
    expect(after({}, timedOut).rowMs.BATCH).toBe(160);
    expect(after({}, timedOut, timedOut).rowMs.BATCH).toBe(320);
  });
});

describe('the rows of one request', () => {
  test('take about five seconds, in batches half of that', () => {
    expect(chunkRows(after({}, ...times(20, created(100, 2_500))), 'BULK')).toBe(200);
    expect(chunkRows(INITIAL_LIMITS, 'BATCH')).toBe(62);
  });

  test('are at least ten, unless even ten would take longer than half of the time-out', () => {
    const withRowMs = (BATCH: number) => ({ ...INITIAL_LIMITS, rowMs: { ...INITIAL_LIMITS.rowMs, BATCH } });
    expect(chunkRows(withRowMs(700), 'BATCH')).toBe(10);
    expect(chunkRows(withRowMs(2_000), 'BATCH')).toBe(4);
    expect(chunkRows(withRowMs(120_000), 'BATCH')).toBe(1);
  });

  test('are bounded where rows are fast', () => {
    const fast = { ...INITIAL_LIMITS, rowMs: { FIND: 1, BULK: 1, BATCH: 1 } };
    expect(chunkRows(fast, 'BATCH')).toBe(250);
    expect(chunkRows(fast, 'BULK')).toBe(320);
    expect(chunkRows(fast, 'FIND')).toBe(40);
    expect(chunkRows(after(fast, refused(120)), 'BULK')).toBe(60);
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

  test('is paused for five minutes when even small ones are refused again and again', () => {
    expect(after({}, ...times(20, refused(120))).bulkPausedUntilMs).toBe(0);
    expect(after({}, ...times(7, refused(25))).bulkPausedUntilMs).toBe(0);
    expect(after({}, ...times(8, refused(25))).bulkPausedUntilMs).toBe(301_000);
    expect(after({}, ...times(7, refused(25)), created(25), ...times(7, refused(25))).bulkPausedUntilMs).toBe(
      0,
    );
  });

  test('is not tried again for an hour where it is missing', () => {
    expect(after({}, { kind: 'BULK_MISSING', nowMs: 1_000 }).bulkPausedUntilMs).toBe(3_601_000);
  });
});

test('the limits never leave their bounds, whatever happens', () => {
  const rows = fc.integer({ min: 1, max: 1_000 });
  const mode = fc.constantFrom('FIND' as const, 'BULK' as const, 'BATCH' as const);
  const event = fc.oneof<fc.Arbitrary<LimitEvent>[]>(
    fc.constantFrom<LimitEvent>({ kind: 'OVERLOADED' }, { kind: 'THROTTLED' }),
    fc.integer({ min: 1, max: 100 }).map(hinted),
    rows.map(refused),
    fc.record({ kind: fc.constant('ANSWERED' as const), mode, rows, durationMs: fc.nat(400_000) }),
    fc.record({ kind: fc.constant('TIMED_OUT' as const), mode, rows, timeoutMs: fc.constant(16_000) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { concurrency, maxConcurrency, rowMs, bulkRows } = after({}, ...events);
      expect(concurrency).toBeGreaterThanOrEqual(1);
      expect(concurrency).toBeLessThanOrEqual(maxConcurrency);
      expect(maxConcurrency).toBeLessThanOrEqual(24);
      expect(bulkRows).toBeGreaterThanOrEqual(25);
      expect(bulkRows).toBeLessThanOrEqual(320);
      for (const time of Object.values(rowMs)) {
        expect(time).toBeGreaterThanOrEqual(1);
        expect(time).toBeLessThanOrEqual(120_000);
      }
    }),
  );
});
