import { expect, it } from 'vitest';
import { isNestedTooDeeply } from './response-body.ts';

const MEGABYTE = 1024 * 1024;

it('refuses endlessly nested brackets, and lists in objects', () => {
  expect(isNestedTooDeeply('['.repeat(2 * MEGABYTE))).toBe(true);
  expect(isNestedTooDeeply('{"a":['.repeat(MEGABYTE))).toBe(true);
});

it('accepts long flat JSON, and brackets within text', () => {
  expect(isNestedTooDeeply(`[${'{"a":[1]},'.repeat(200_000)}{}]`)).toBe(false);
  expect(isNestedTooDeeply(`["${'['.repeat(2 * MEGABYTE)}"]`)).toBe(false);
  expect(isNestedTooDeeply(`["${'\\"['.repeat(MEGABYTE)}"]`)).toBe(false);
});

it('does not check short texts', () => {
  expect(isNestedTooDeeply('['.repeat(5_000))).toBe(false);
});
