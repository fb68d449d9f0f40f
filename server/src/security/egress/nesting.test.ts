import { expect, it } from 'vitest';
import { isNestedTooDeeply } from './nesting.ts';

const MEGABYTE = 1024 * 1024;

it('takes brackets, and lists in objects, without end for too deep', () => {
  expect(isNestedTooDeeply('['.repeat(2 * MEGABYTE))).toBe(true);
  expect(isNestedTooDeeply('{"a":['.repeat(MEGABYTE))).toBe(true);
});

it('takes what is long and flat, and brackets within text, for what they are', () => {
  expect(isNestedTooDeeply(`[${'{"a":[1]},'.repeat(200_000)}{}]`)).toBe(false);
  expect(isNestedTooDeeply(`["${'['.repeat(2 * MEGABYTE)}"]`)).toBe(false);
  expect(isNestedTooDeeply(`["${'\\"['.repeat(MEGABYTE)}"]`)).toBe(false);
});

it('leaves short answers to the parser', () => {
  expect(isNestedTooDeeply('['.repeat(5_000))).toBe(false);
});
