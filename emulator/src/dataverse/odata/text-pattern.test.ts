import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentInsensitive } from '../../store/collation.ts';
import { textMatcher } from './text-pattern.ts';

const like = (pattern: string) => textMatcher('contains', pattern, accentInsensitive);

test('wildcards work as in LIKE', () => {
  expect(like('a%c')('xxAbbCxx')).toBe(true);
  expect(like('a_c')('abc')).toBe(true);
  expect(like('a_c')('ac')).toBe(false);
  expect(like('[a-c]x')('bx')).toBe(true);
  expect(like('[^a-c]x')('bx')).toBe(false);
});

test('a wildcard in brackets stands for itself', () => {
  expect(like('100[%]')('100% sure')).toBe(true);
  expect(like('100[%]')('1000')).toBe(false);
  expect(like('a[_]b')('a_b')).toBe(true);
  expect(like('a[_]b')('axb')).toBe(false);
});

test('text without wildcards is found literally, special characters included', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (before, text, after) => {
      fc.pre(!/[%_[\]]/.test(text));
      expect(like(text)(before + text + after)).toBe(true);
      expect(textMatcher('startswith', text, accentInsensitive)(text + after)).toBe(true);
      expect(textMatcher('endswith', text, accentInsensitive)(before + text)).toBe(true);
    }),
  );
});
