import { expect, test } from 'vitest';
import { readRedirect, readRetryAfter } from './http-response.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

const MAX_MS = 3_600_000;

test.each([
  ['17', 17_000],
  [' 1 ', 1_000],
  ['1.5', 1_500],
  ['3600', 3_600_000],
  ['Sun, 01 Mar 2026 12:01:30 GMT', 90_000],
  ['soon', null],
  ['', null],
  ['-5', null],
])('Retry-After "%s" means %s ms', (value, waitMs) => {
  expect(readRetryAfter({ 'retry-after': value }, now, MAX_MS)).toBe(waitMs);
});

test.each([
  '0',
  '0.9',
  '3601',
  '99999999999999',
  '9'.repeat(400),
  'Sun, 01 Mar 2026 11:00:00 GMT',
  'Sun, 01 Mar 2036 12:00:00 GMT',
])('Retry-After "%s" is as if there were none', (value) => {
  expect(readRetryAfter({ 'retry-after': value }, now, MAX_MS)).toBeNull();
});

test('a missing Retry-After has no wait', () => {
  expect(readRetryAfter({}, now, MAX_MS)).toBeNull();
});

test.each([
  [{ location: 'https://proxy.example:8443/login?next=%2F' }, { host: 'proxy.example:8443' }],
  [{ location: 'https://user:secret@proxy.example/' }, { host: 'proxy.example' }],
  [{ location: '/login' }, {}],
  [{ location: 'mailto:it@example.org' }, {}],
  [{ location: `https://${'a.'.repeat(200)}example/` }, {}],
  [{}, {}],
])('the redirect %j leads to %j', (headers, expected) => {
  expect(readRedirect(headers)).toEqual(expected);
});
