import { expect, test } from 'vitest';
import { reviewCommand } from './review-keys.ts';

const NO_MODIFIER = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false, repeat: false };

const at = (selector: string) => ({
  closest: (wanted: string) => (wanted.split(', ').includes(selector) ? {} : null),
  matches: (wanted: string) => wanted === selector,
});
const press = (key: string, selector: string, more: Partial<typeof NO_MODIFIER> = {}) =>
  reviewCommand({ key, ...NO_MODIFIER, ...more }, at(selector));

test.each(['input', 'textarea', 'select'])('no key is a shortcut while a person is in an %s', (selector) => {
  for (const key of ['s', 'n', 'i', 'j', 'k', '1', 'Enter', 'ArrowDown'])
    expect(press(key, selector)).toBeNull();
});

test('keys with a modifier stay those of the browser', () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])
    expect(press('n', '.gfc-review-row', more)).toBeNull();
});

test('a key that is held down moves, but decides nothing', () => {
  expect(press('j', 'button', { repeat: true })).toEqual({ kind: 'MOVE', by: 1 });
  for (const key of ['s', 'n', 'i', 'Enter'])
    expect(press(key, '.gfc-review-row', { repeat: true })).toBeNull();
});

test('Enter and the arrow keys mean something in the list only, so that buttons and scrolling keep working', () => {
  expect(press('Enter', '.gfc-review-row')).toEqual({ kind: 'DECIDE', decision: 'SAME_PERSON' });
  expect(press('ArrowUp', '.gfc-review-row')).toEqual({ kind: 'MOVE', by: -1 });
  for (const key of ['Enter', 'ArrowUp', 'ArrowDown']) expect(press(key, 'button')).toBeNull();
});
