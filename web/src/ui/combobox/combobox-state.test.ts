import { describe, expect, test } from 'vitest';
import {
  CLOSED,
  type ComboboxState,
  type KeyEffect,
  type OptionWindow,
  open,
  pressKey,
  reachOption,
  typeText,
  windowAround,
} from './combobox-state.ts';

const bare = { altKey: false, ctrlKey: false, metaKey: false };
const press = (
  state: ComboboxState,
  key: string,
  change: Partial<typeof bare> = {},
  current = -1,
): KeyEffect => pressKey(state, { key, ...bare, ...change }, { count: 20, current });
const at = (highlighted: number): ComboboxState => ({ ...open(CLOSED), highlighted });
const after = (state: ComboboxState, key: string, current = -1) =>
  press(state, key, {}, current).state.highlighted;

describe('keys in a combobox', () => {
  test('arrow keys open the list at the first, the last, or the chosen option', () => {
    expect(press(CLOSED, 'ArrowDown').state).toMatchObject({ isOpen: true, highlighted: 0 });
    expect(after(CLOSED, 'ArrowUp')).toBe(19);
    expect(after(CLOSED, 'ArrowDown', 7)).toBe(7);
  });

  test('arrow keys move through the options and wrap around the ends', () => {
    expect(after(at(-1), 'ArrowDown')).toBe(0);
    expect(after(at(19), 'ArrowDown')).toBe(0);
    expect(after(at(0), 'ArrowUp')).toBe(19);
    expect(after(at(5), 'ArrowUp')).toBe(4);
  });

  test('Alt+Down opens without a highlight, Alt+Up closes without a choice', () => {
    expect(press(CLOSED, 'ArrowDown', { altKey: true }).state).toMatchObject({
      isOpen: true,
      highlighted: -1,
    });
    const closed = press(at(3), 'ArrowUp', { altKey: true });
    expect(closed.state.isOpen).toBe(false);
    expect(closed.chosen).toBeUndefined();
  });

  test('Page Down and Page Up skip options and stop at the ends; the page gets them while the list is closed', () => {
    expect(after(at(2), 'PageDown')).toBe(10);
    expect(after(at(18), 'PageDown')).toBe(19);
    expect(after(at(3), 'PageUp')).toBe(0);
    expect(press(CLOSED, 'PageDown').isHandled).toBe(false);
  });

  test.each(['Home', 'End', 'ArrowLeft', 'ArrowRight'])('%s moves the cursor in the text', (key) => {
    expect(press(at(4), key)).toMatchObject({ isHandled: false, state: { isOpen: true, highlighted: -1 } });
  });

  test('Enter chooses the highlighted option and never submits a form', () => {
    expect(press(at(4), 'Enter')).toMatchObject({ isHandled: true, chosen: 4 });
    expect(press(at(-1), 'Enter').chosen).toBeUndefined();
    expect(press(CLOSED, 'Enter').isHandled).toBe(true);
  });

  test('Escape closes the list, then clears the typed text, then is left to the page', () => {
    const first = press(typeText('pho'), 'Escape');
    expect(first.state).toMatchObject({ isOpen: false, typed: 'pho' });
    const second = press(first.state, 'Escape');
    expect(second.state.typed).toBeNull();
    expect(press(second.state, 'Escape').isHandled).toBe(false);
  });

  test('keys with Control or Command are left to the browser', () => {
    expect(press(at(4), 'ArrowDown', { ctrlKey: true }).isHandled).toBe(false);
    expect(press(at(4), 'Enter', { metaKey: true }).chosen).toBeUndefined();
  });

  test('without options there is no highlight and no choice', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Enter']) {
      const { state, chosen } = pressKey(open(CLOSED), { key, ...bare }, { count: 0, current: -1 });
      expect([state.highlighted, chosen]).toEqual([-1, undefined]);
    }
  });
});

describe('the window of rendered options', () => {
  test('contains the first options, or those around the chosen one', () => {
    expect(windowAround(0)).toEqual({ from: 0, to: 25 });
    expect(windowAround(500)).toEqual({ from: 475, to: 525 });
  });

  test('stays the same while the option is in its middle', () => {
    const window = { from: 100, to: 150 };
    expect(reachOption(window, 120)).toBe(window);
  });

  test('grows step by step in both directions and always contains the option', () => {
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

  test('is a new one after a jump, so that the whole list is never rendered', () => {
    expect(reachOption({ from: 0, to: 25 }, 999)).toEqual({ from: 974, to: 1024 });
  });
});
