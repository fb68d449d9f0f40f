import { expect, test } from 'vitest';
import { MAX_JSON_CONTAINERS, MAX_JSON_DEPTH, parseJson } from './json.ts';

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
