import { expect, test } from 'vitest';
import { MAX_COMBINING_MARKS, toNfc } from './nfc.ts';

test('composes letters and their marks', () => {
  expect(toNfc('Zoe\u0308')).toBe('Zo\u00eb');
  expect(toNfc('e\u0301'.repeat(1_000))).toBe('\u00e9'.repeat(1_000));
  const longest = `${'x'.repeat(200)}e\u0301${'\u0316'.repeat(MAX_COMBINING_MARKS - 1)}`;
  expect(toNfc(longest)).toBe(longest.normalize('NFC'));
});

test('leaves text with too many marks in a row as it is', () => {
  const marks = `${'x'.repeat(200)}e${'\u0301\u0316'.repeat(MAX_COMBINING_MARKS)}`;
  expect(toNfc(marks)).toBe(marks);
  expect(toNfc(marks.slice(201))).toBe(marks.slice(201).normalize('NFC'));
});

test('takes no longer for marks in a bad order than for as many letters', () => {
  const fastestMs = (text: string): number => {
    const durations = Array.from({ length: 5 }, () => {
      const startedAtMs = performance.now();
      toNfc(text);
      return performance.now() - startedAtMs;
    });
    return Math.min(...durations);
  };
  const marks = fastestMs(`a${'\u0301\u0316'.repeat(20_000)}`);
  expect(marks / fastestMs('e\u0301\u0316'.repeat(15_000))).toBeLessThan(3);
});
