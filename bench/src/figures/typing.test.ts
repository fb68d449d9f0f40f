import { expect, test } from 'vitest';
import { quantile, type TypingFigures, typingRatio } from './typing.ts';

const figures = (attributes: number, keyMs: number[]): TypingFigures => ({
  attributes,
  keyMs,
  openMs: [],
  longTasks: 0,
});

test('a quantile is a measured value, in any order', () => {
  expect(quantile([5, 1, 3], 0.5)).toBe(3);
  expect(quantile([4, 1, 3, 2], 0.95)).toBe(4);
  expect(quantile([7], 0.5)).toBe(7);
});

test('the ratio compares the largest table with the smallest, and is null for a single one', () => {
  expect(typingRatio([figures(100, [10, 12, 90]), figures(1_000, [18, 9, 20])])).toBe(1.5);
  expect(typingRatio([figures(100, [10])])).toBeNull();
});
