import { expect, test } from 'vitest';
import { type OptionWindow, reachOption, windowAround } from './option-window.ts';

test('a window begins at the first options, or around the one that is chosen', () => {
  expect(windowAround(0)).toEqual({ from: 0, to: 25 });
  expect(windowAround(500)).toEqual({ from: 475, to: 525 });
});

test('it stays as it is while the person is in its middle', () => {
  const window = { from: 100, to: 150 };
  expect(reachOption(window, 120)).toBe(window);
});

test('walking grows it step by step, in both directions, and always holds the option', () => {
  let window: OptionWindow = windowAround(500);
  for (let index = 500; index < 900; index += 1) {
    window = reachOption(window, index);
    expect(window.from).toBe(475);
    expect(window.to).toBeGreaterThan(index);
  }
  for (let index = 900; index >= 0; index -= 1) {
    window = reachOption(window, index);
    expect(window.from).toBeLessThanOrEqual(index);
  }
  expect(window.from).toBe(0);
});

test('a jump begins a new one, so that the whole list is never drawn for it', () => {
  expect(reachOption({ from: 0, to: 25 }, 999)).toEqual({ from: 974, to: 1024 });
});
