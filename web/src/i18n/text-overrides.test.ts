import { expect, test } from 'vitest';
import { CATALOGUES } from './catalogues.ts';
import { overrideTexts } from './text-overrides.ts';

const english = CATALOGUES.en;

test('a host’s words take the place of the panel’s, and all others stay', () => {
  const texts = overrideTexts(english, { 'sync.start': 'Go', 'sync.scope.ALL.title': 'Everybody' });
  expect(texts.sync.start).toBe('Go');
  expect(texts.sync.scope.ALL).toEqual({ ...english.sync.scope.ALL, title: 'Everybody' });
  expect(texts.mapping).toBe(english.mapping);
  expect(english.sync.start).not.toBe('Go');
});

test('where the panel fills something in, so does a text with places, and so does a function', () => {
  const texts = overrideTexts(english, {
    'overview.connect': 'Link {0}',
    'sync.startedAt': (text: string) => `since ${text}`,
  });
  expect(texts.overview.connect('Dynamics')).toBe('Link Dynamics');
  expect(texts.sync.startedAt('noon')).toBe('since noon');
});

test.each(['nowhere.at.all', 'sync', 'sync.start.deeper', '__proto__.x'])('%s changes nothing', (key) => {
  expect(overrideTexts(english, { [key]: 'x' })).toEqual(english);
});
