import { expect, test } from 'vitest';
import { secretExpiry } from './secret-expiry.ts';

const noon = new Date(2026, 5, 1, 12);

test.each([
  ['2026-07-02', 'LATER', 31],
  ['2026-07-01', 'SOON', 30],
  ['2026-06-01', 'SOON', 0],
  ['2026-05-31', 'PAST', -1],
])('on June 1, a secret that expires on %s is %s', (day, phase, daysLeft) => {
  expect(secretExpiry(day, noon)).toEqual({ phase, daysLeft });
});

test('the day changes at midnight in the person’s time zone', () => {
  expect(secretExpiry('2026-06-01', new Date(2026, 5, 1, 23, 59)).phase).toBe('SOON');
  expect(secretExpiry('2026-06-01', new Date(2026, 5, 2, 0, 1)).phase).toBe('PAST');
});
