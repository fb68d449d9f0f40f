import { expect, test } from 'vitest';
import { crmField } from '../../../../shared/src/testing/crm-field.ts';
import { CATALOGUES } from '../../i18n/catalogues.ts';
import { createFormat } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { crmValueWords } from './crm-value-words.ts';

const speech = (language: Language) => ({
  language,
  format: createFormat(language),
  texts: CATALOGUES[language],
});
const de = speech('de');
const en = speech('en');
const option = (value: number | boolean, german: string, english: string) => ({
  value,
  label: english,
  labels: { '1031': german, '1033': english },
});

test('options are told by their labels in the language of the panel, several as a list', () => {
  const options = [option(1, 'Brief', 'Letter'), option(2, 'Anruf', 'Call'), option(3, 'Bote', 'Courier')];
  const field = crmField({ attribute: 'a', type: 'ENUM', options });
  expect(crmValueWords(2, field, de)).toBe('Anruf');
  expect(crmValueWords('1,2,3', field, de)).toBe('Brief, Anruf und Bote');
  expect(crmValueWords('1,2,3', field, en)).toBe('Letter, Call, and Courier');
  expect(crmValueWords(99, field, de)).toBe('99');
});

test('yes and no are told as the CRM calls them', () => {
  const field = crmField({ attribute: 'a', type: 'BOOLEAN', options: [option(true, 'Erlaubt', 'Allow')] });
  expect(crmValueWords(true, field, de)).toBe('Erlaubt');
  expect(crmValueWords(false, field, de)).toBe('Nein');
  expect(crmValueWords(true, undefined, en)).toBe('Yes');
});

test('numbers and days are written as the language writes them', () => {
  const money = crmField({ attribute: 'a', type: 'NUMBER', precision: 2 });
  expect(crmValueWords(1234.5, money, de)).toBe('1.234,5');
  expect(crmValueWords(1234.5, money, en)).toBe('1,234.5');
  expect(crmValueWords(0.000_012_5, undefined, en)).toBe('0.0000125');
  const day = crmField({ attribute: 'a', type: 'DATE', dateOnly: true });
  expect(crmValueWords('1984-02-29', day, de)).toBe('29. Februar 1984');
  expect(crmValueWords('1984-02-29', day, en)).toBe('February 29, 1984');
  expect(crmValueWords('2024-05-01T10:00:00Z', crmField({ attribute: 'a', type: 'DATE' }), de)).toContain(
    '01.05.2024',
  );
});

test('a text stays what it is, also one that looks like a day, and nothing is nothing', () => {
  const text = crmField({ attribute: 'a', type: 'STRING' });
  expect(crmValueWords('1984-02-29', text, de)).toBe('1984-02-29');
  expect(crmValueWords('', text, de)).toBeNull();
  expect(crmValueWords(null, text, de)).toBeNull();
});
