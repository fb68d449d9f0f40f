import { describe, expect, test } from 'vitest';
import { CLOSED, type ComboboxState, type KeyEffect, open, pressKey, typeText } from './combobox-state.ts';

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
  test('arrows open the list at the first, the last, or the chosen option', () => {
    expect(press(CLOSED, 'ArrowDown').state).toMatchObject({ isOpen: true, highlighted: 0 });
    expect(after(CLOSED, 'ArrowUp')).toBe(19);
    expect(after(CLOSED, 'ArrowDown', 7)).toBe(7);
  });

  test('arrows walk through the options and around the ends', () => {
    expect(after(at(-1), 'ArrowDown')).toBe(0);
    expect(after(at(19), 'ArrowDown')).toBe(0);
    expect(after(at(0), 'ArrowUp')).toBe(19);
    expect(after(at(5), 'ArrowUp')).toBe(4);
  });

  test('Alt with Down opens and highlights nothing, Alt with Up closes and chooses nothing', () => {
    expect(press(CLOSED, 'ArrowDown', { altKey: true }).state).toMatchObject({
      isOpen: true,
      highlighted: -1,
    });
    const closed = press(at(3), 'ArrowUp', { altKey: true });
    expect(closed.state.isOpen).toBe(false);
    expect(closed.chosen).toBeUndefined();
  });

  test('Page Down and Page Up go far and stop at the ends; in a closed list they are the page’s', () => {
    expect(after(at(2), 'PageDown')).toBe(10);
    expect(after(at(18), 'PageDown')).toBe(19);
    expect(after(at(3), 'PageUp')).toBe(0);
    expect(press(CLOSED, 'PageDown').isSpent).toBe(false);
  });

  test.each(['Home', 'End', 'ArrowLeft', 'ArrowRight'])('%s moves the cursor in the text', (key) => {
    expect(press(at(4), key)).toMatchObject({ isSpent: false, state: { isOpen: true, highlighted: -1 } });
  });

  test('Enter chooses what is highlighted, and never sends a form around', () => {
    expect(press(at(4), 'Enter')).toMatchObject({ isSpent: true, chosen: 4 });
    expect(press(at(-1), 'Enter').chosen).toBeUndefined();
    expect(press(CLOSED, 'Enter').isSpent).toBe(true);
  });

  test('Escape closes the list, then clears what was typed, then is left to what is around', () => {
    const first = press(typeText('pho'), 'Escape');
    expect(first.state).toMatchObject({ isOpen: false, typed: 'pho' });
    const second = press(first.state, 'Escape');
    expect(second.state.typed).toBeNull();
    expect(press(second.state, 'Escape').isSpent).toBe(false);
  });

  test('keys with Control or Command are the browser’s', () => {
    expect(press(at(4), 'ArrowDown', { ctrlKey: true }).isSpent).toBe(false);
    expect(press(at(4), 'Enter', { metaKey: true }).chosen).toBeUndefined();
  });

  test('without options nothing is highlighted and nothing breaks', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Enter']) {
      const { state, chosen } = pressKey(open(CLOSED), { key, ...bare }, { count: 0, current: -1 });
      expect([state.highlighted, chosen]).toEqual([-1, undefined]);
    }
  });
});
