import { expect, test } from 'vitest';
import {
  MAX_JSON_CONTAINERS,
  MAX_JSON_DEPTH,
  parseJson,
  readRedirect,
  readRetryAfter,
} from './http-response.ts';

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

test('a body that is not JSON is undefined', () => {
  expect(parseJson('{"a":1}')).toEqual({ a: 1 });
  expect(parseJson('<html></html>')).toBeUndefined();
});

const MEGABYTE = 1024 * 1024;

test.each([
  ['lists', '[', ']'],
  ['lists in objects', '{"a":[', ']}'],
])('%s are parsed up to a depth, and not a step deeper', (_what, open, close) => {
  const nested = (depth: number) =>
    `${open.repeat(depth / (open.length > 1 ? 2 : 1))}${close.repeat(depth / (open.length > 1 ? 2 : 1))}`;
  expect(parseJson(nested(MAX_JSON_DEPTH))).toBeDefined();
  expect(parseJson(nested(MAX_JSON_DEPTH + 2))).toBeUndefined();
});

test('text before the JSON does not hide its depth', () => {
  const deep = '['.repeat(2 * MEGABYTE);
  for (const before of ['"', ']'.repeat(MEGABYTE), '"a": ', '\\"']) {
    expect(parseJson(before + deep)).toBeUndefined();
  }
});

test('more lists and objects than any answer has are not parsed', () => {
  const objects = (count: number) => `[${'{},'.repeat(count - 2)}{}]`;
  expect(parseJson(objects(MAX_JSON_CONTAINERS))).toHaveLength(MAX_JSON_CONTAINERS - 1);
  expect(parseJson(objects(MAX_JSON_CONTAINERS + 1))).toBeUndefined();
});

test('long flat JSON is parsed, and so are brackets within text', () => {
  expect(parseJson(`[${'{"a":[1]},'.repeat(200_000)}{}]`)).toHaveLength(200_001);
  expect(parseJson(`["${'['.repeat(2 * MEGABYTE)}"]`)).toHaveLength(1);
  expect(parseJson(`["${'\\"['.repeat(MEGABYTE)}"]`)).toHaveLength(1);
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
