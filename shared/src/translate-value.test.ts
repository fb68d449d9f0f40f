import { afterEach, expect, it, vi } from 'vitest';
import { translateValue } from './translate-value.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('compares exactly first, then normalised; of equal sources the first counts', () => {
  const translation = { Yes: 1, yes: 2, ' YES ': 3, No: 4 };
  const translated = ['yes', 'YES', 'no ', 'maybe'].map((text) => translateValue(text, translation, false));
  expect(translated).toEqual([2, 1, 4, 'maybe']);
});

it('normalises each option of a text and each source once', () => {
  const translation = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [`source ${index}`, index]),
  );
  const normalise = vi.spyOn(String.prototype, 'normalize');
  const countFor = (parts: number): number => {
    normalise.mockClear();
    translateValue('unknown;'.repeat(parts), translation, true);
    return normalise.mock.calls.length;
  };
  expect(countFor(1_000)).toBeLessThan(2_100);
  expect(countFor(2_000)).toBeLessThan(2_100);
});
