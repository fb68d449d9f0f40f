import { expect, test, vi } from 'vitest';
import { CATALOGUES } from './catalogues.ts';
import { overrideTexts } from './text-overrides.ts';

const english = CATALOGUES.en;

test('texts of the host replace those of the panel, and all others stay', () => {
  const texts = overrideTexts(english, { 'sync.start': 'Go', 'sync.scope.ALL.title': 'Everybody' });
  expect(texts.sync.start).toBe('Go');
  expect(texts.sync.scope.ALL).toEqual({ ...english.sync.scope.ALL, title: 'Everybody' });
  expect(texts.mapping).toBe(english.mapping);
  expect(english.sync.start).not.toBe('Go');
});

test('texts with parameters are replaced by a string with placeholders or a function', () => {
  const texts = overrideTexts(english, {
    'overview.connect': 'Link {0}',
    'sync.startedAt': (text: string) => `since ${text}`,
  });
  expect(texts.overview.connect('Dynamics')).toBe('Link Dynamics');
  expect(texts.sync.startedAt('noon')).toBe('since noon');
});

test.each(['constructor', '__proto__', 'sync.toString', 'sync.scope.__proto__.title'])(
  'the key %s names no text, so it is ignored',
  (key) => {
    const overrides = Object.fromEntries([[key, 'replaced']]);
    expect(overrideTexts(english, overrides)).toEqual(english);
    expect(Object.hasOwn(Object.prototype, 'title')).toBe(false);
  },
);

test('a text whose key contains dots is replaced too', () => {
  const texts = overrideTexts(english, { 'mapping.contactFields.address.street': 'Road' });
  expect(texts.mapping.contactFields).toEqual({
    ...english.mapping.contactFields,
    'address.street': 'Road',
  });
});

test.each([
  [
    'throws',
    () => {
      throw new Error('host');
    },
  ],
  ['returns no text', () => undefined as never],
])('where a function of the host %s, the panel’s own text stays', (how, connect) => {
  const reported = vi.fn<typeof reportError>();
  vi.stubGlobal('reportError', reported);
  const texts = overrideTexts(english, { 'overview.connect': connect });
  expect(texts.overview.connect('Dynamics')).toBe(english.overview.connect('Dynamics'));
  expect(reported).toHaveBeenCalledTimes(how === 'throws' ? 1 : 0);
});

test.each(['nowhere.at.all', 'sync', 'sync.start.deeper', '__proto__.x'])('%s changes nothing', (key) => {
  expect(overrideTexts(english, { [key]: 'x' })).toEqual(english);
});
