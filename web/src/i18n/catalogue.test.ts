import { describe, expect, test } from 'vitest';
import { CATALOGUES } from './catalogues.ts';
import { failureMessage } from './failure-message.ts';
import { type PanelErrorCode, RESPONSIBLE } from './responsible.ts';

const codes = Object.keys(RESPONSIBLE) as PanelErrorCode[];
const params = {
  attribute: 'Straße',
  field: 'x',
  maxLength: 50,
  min: 1,
  max: 9,
  privilege: 'prvReadContact',
};

describe.each(['de', 'en'] as const)('in %s', (language) => {
  test.each(codes)('%s has complete sentences, with and without parameters', (code) => {
    for (const given of [params, {}]) {
      const { title, next, who } = failureMessage(CATALOGUES[language], code, given);
      for (const text of [title, next, who]) {
        expect(text).toMatch(/^\p{Lu}.*[.!?fmy”“]$/u);
        expect(text).not.toMatch(/undefined|null|\s{2}| \./);
      }
    }
  });

  test('a code that only a newer service knows has a general message', () => {
    const texts = CATALOGUES[language];
    expect(failureMessage(texts, 'FROM_A_NEWER_SERVICE' as never, params)).toEqual({
      title: texts.errors.OTHER.title,
      next: texts.errors.OTHER.next,
      who: texts.responsible.GOODFUNDS,
    });
  });

  test('counts use the plural form of the number', () => {
    const { sync } = CATALOGUES[language];
    const [one, many] = [sync.history.contacts(1), sync.history.contacts(1234)];
    expect(one).toBe(language === 'de' ? '1 Kontakt' : '1 contact');
    expect(many).toBe(language === 'de' ? '1.234 Kontakte' : '1,234 contacts');
  });
});
