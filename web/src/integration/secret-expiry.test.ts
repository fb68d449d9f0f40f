import { expect, test } from 'vitest';
import { secretExpiry } from './secret-expiry.ts';

const noon = new Date(2026, 5, 1, 12);

test.each([
  ['2026-07-02', 'LATER', 31],
  ['2026-07-01', 'SOON', 30],
  ['2026-06-01', 'SOON', 0],
  ['2026-05-31', 'PAST', -1],
])('on the first of June, a secret that ends on %s is %s', (day, phase, daysLeft) => {
  expect(secretExpiry(day, noon)).toEqual({ phase, daysLeft });
});

test('the day changes at the midnight of whoever looks', () => {
  expect(secretExpiry('2026-06-01', new Date(2026, 5, 1, 23, 59)).phase).toBe('SOON');
  expect(secretExpiry('2026-06-01', new Date(2026, 5, 2, 0, 1)).phase).toBe('PAST');
});
