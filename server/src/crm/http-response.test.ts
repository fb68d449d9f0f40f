import { expect, test } from 'vitest';
import { parseJson, readRetryAfter } from './http-response.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['17', 17_000],
  [' 0 ', 0],
  ['1.5', 1_500],
  ['Sun, 01 Mar 2026 12:01:30 GMT', 90_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['', null],
  ['-5', null],
])('Retry-After "%s" means %s ms', (value, waitMs) => {
  expect(readRetryAfter({ 'retry-after': value }, now)).toBe(waitMs);
});

test('a missing Retry-After has no wait', () => {
  expect(readRetryAfter({}, now)).toBeNull();
});

test('a body that is not JSON is undefined', () => {
  expect(parseJson('{"a":1}')).toEqual({ a: 1 });
  expect(parseJson('<html></html>')).toBeUndefined();
});
