import { expect, test } from 'vitest';
import { attackText } from './linear-regexp.ts';

test.each([
  String.raw`(a+)+$`,
  String.raw`(?:'(?:[^']|'')*'|[^')])*\)`,
  String.raw`^(\w+)(.*)$`,
  String.raw`\s+$`,
  String.raw`eyJ[\w-]+\.[\w-]+\.[\w-]+`,
  String.raw`(?:^|\/)contacts\((.*)\)$`,
])('/%s/ is slower than linear', (source) => {
  expect(attackText(source, '')).not.toBeNull();
});

test.each([
  String.raw`^\w+$`,
  String.raw`\beyJ\w+\.`,
  String.raw`'([a-z]+)' attribute`,
  String.raw`\d{1,20}$`,
  String.raw`(?<!\/)\/+$`,
])('/%s/ is linear', (source) => {
  expect(attackText(source, '')).toBeNull();
});
