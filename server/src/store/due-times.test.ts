import { NO_SCHEDULE, type Schedule } from '@goodfunds/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DueTimes, dueTimes } from './due-times.ts';

/** The next times, one after the other. */
function following(due: keyof DueTimes, schedule: Partial<Schedule>, from: string, count: number): string[] {
  const times: string[] = [];
  let nowMs = Date.parse(from);
  for (let found = 0; found < count; found += 1) {
    nowMs = dueTimes({ enabled: true, schedule: { ...NO_SCHEDULE, ...schedule } }, nowMs)[due] ?? 0;
    times.push(new Date(nowMs).toISOString().slice(0, 16));
  }
  return times;
}

test('a daily run keeps its time of the day when daylight saving begins, and a skipped time comes once', () => {
  expect(following('changedDueMs', { changed: 'DAILY', time: '04:00' }, '2027-03-26T12:00Z', 3)).toEqual([
    '2027-03-27T03:00',
    '2027-03-28T02:00',
    '2027-03-29T02:00',
  ]);
  // 02:30 does not exist on March 28.
  expect(following('changedDueMs', { changed: 'DAILY', time: '02:30' }, '2027-03-27T12:00Z', 2)).toEqual([
    '2027-03-28T01:00',
    '2027-03-29T00:30',
  ]);
});

test('a time that daylight saving repeats comes once', () => {
  expect(following('changedDueMs', { changed: 'DAILY', time: '02:30' }, '2027-10-30T12:00Z', 2)).toEqual([
    '2027-10-31T00:30',
    '2027-11-01T01:30',
  ]);
});

test('an hourly run comes every sixty minutes, also while daylight saving ends', () => {
  expect(following('changedDueMs', { changed: 'HOURLY', time: '05:15' }, '2027-10-30T23:00Z', 4)).toEqual([
    '2027-10-30T23:15',
    '2027-10-31T00:15',
    '2027-10-31T01:15',
    '2027-10-31T02:15',
  ]);
});

test('a run over all contacts comes on Sundays, in the time zone', () => {
  const schedule: Partial<Schedule> = { all: 'WEEKLY', time: '00:30', timeZone: 'Asia/Tokyo' };
  expect(following('allDueMs', schedule, '2027-01-01T00:00Z', 2)).toEqual([
    '2027-01-02T15:30',
    '2027-01-09T15:30',
  ]);
});

test('nothing is due for an integration that is off', () => {
  const schedule: Schedule = { ...NO_SCHEDULE, changed: 'HOURLY', all: 'WEEKLY' };
  expect(dueTimes({ enabled: false, schedule }, 0)).toEqual({ changedDueMs: null, allDueMs: null });
});

test.each(['Europe/Berlin', 'UTC', 'America/New_York', 'America/Santiago', 'Asia/Kathmandu'])(
  'the next time in %s is later, at most 25 hours away, and the same until it has come',
  (timeZone) => {
    const range = { min: Date.parse('2026-01-01'), max: Date.parse('2030-01-01') };
    fc.assert(
      fc.property(fc.integer(range), fc.nat(23), fc.nat(59), fc.nat(99), (afterMs, hour, minute, percent) => {
        const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
        const schedule: Schedule = { ...NO_SCHEDULE, changed: 'DAILY', time, timeZone };
        const next = (ms: number) => dueTimes({ enabled: true, schedule }, ms).changedDueMs ?? 0;
        const dueMs = next(afterMs);
        expect(dueMs).toBeGreaterThan(afterMs);
        expect(dueMs - afterMs).toBeLessThanOrEqual(25 * 3_600_000);
        expect(next(afterMs + Math.floor(((dueMs - afterMs - 1) * percent) / 100))).toBe(dueMs);
      }),
    );
  },
);
