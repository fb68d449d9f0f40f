import { expect, test } from 'vitest';
import { languageOf, usableLocale } from './language.ts';

test.each([
  ['de', 'de', 'de'],
  ['de-AT', 'de', 'de-AT'],
  ['DE-ch', 'de', 'de-CH'],
  ['en-GB', 'en', 'en-GB'],
  ['fr', 'en', 'en'],
  ['del', 'en', 'en'],
  ['de_AT', 'de', 'de'],
  ['', 'en', 'en'],
])('for %j, texts, numbers and dates are in one language', (locale, language, written) => {
  expect(languageOf(locale)).toBe(language);
  expect(usableLocale(locale)).toBe(written);
});
