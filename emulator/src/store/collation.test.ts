import { expect, test } from 'vitest';
import { accentInsensitive, accentSensitive, equalityKey } from './collation.ts';

test.each([
  ['RENÉ@X.org', 'rene@x.org'],
  ['Groß', 'GROSS'],
  ['Łódź ', 'łódz'],
  ['e\u0301', 'é'],
])('%s and %s are equal if accents do not count', (left, right) => {
  expect(equalityKey(accentInsensitive, left)).toBe(equalityKey(accentInsensitive, right));
});

test('if accents count, composed and decomposed forms are equal', () => {
  expect(equalityKey(accentSensitive, 'É')).toBe(equalityKey(accentSensitive, 'e\u0301'));
  expect(equalityKey(accentSensitive, 'é')).not.toBe(equalityKey(accentSensitive, 'e'));
});

test('leading spaces count, trailing ones do not', () => {
  expect(equalityKey(accentInsensitive, 'a  ')).toBe('a');
  expect(equalityKey(accentInsensitive, ' a')).toBe(' a');
});
