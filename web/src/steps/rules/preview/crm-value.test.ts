import { expect, test } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import { CATALOGUES } from '../../../i18n/catalogues.ts';
import { createFormat } from '../../../i18n/format.ts';
import type { Language } from '../../../i18n/language.ts';
import { formatCrmValue } from './crm-value.ts';

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

test('options are shown by their labels in the language of the panel, several as a list', () => {
  const options = [option(1, 'Brief', 'Letter'), option(2, 'Anruf', 'Call'), option(3, 'Bote', 'Courier')];
  const field = crmField({ attribute: 'a', type: 'ENUM', options });
  expect(formatCrmValue(2, field, de)).toBe('Anruf');
  expect(formatCrmValue('1,2,3', field, de)).toBe('Brief, Anruf und Bote');
  expect(formatCrmValue('1,2,3', field, en)).toBe('Letter, Call, and Courier');
  expect(formatCrmValue(99, field, de)).toBe('99');
});

test('yes and no have the labels of the CRM', () => {
  const field = crmField({ attribute: 'a', type: 'BOOLEAN', options: [option(true, 'Erlaubt', 'Allow')] });
  expect(formatCrmValue(true, field, de)).toBe('Erlaubt');
  expect(formatCrmValue(false, field, de)).toBe('Nein');
  expect(formatCrmValue(true, undefined, en)).toBe('Yes');
});

test('numbers and days follow the locale', () => {
  const money = crmField({ attribute: 'a', type: 'NUMBER', precision: 2 });
  expect(formatCrmValue(1234.5, money, de)).toBe('1.234,5');
  expect(formatCrmValue(1234.5, money, en)).toBe('1,234.5');
  expect(formatCrmValue(0.000_012_5, undefined, en)).toBe('0.0000125');
  const day = crmField({ attribute: 'a', type: 'DATE', dateOnly: true });
  expect(formatCrmValue('1984-02-29', day, de)).toBe('29. Februar 1984');
  expect(formatCrmValue('1984-02-29', day, en)).toBe('February 29, 1984');
  expect(formatCrmValue('2024-05-01T10:00:00Z', crmField({ attribute: 'a', type: 'DATE' }), de)).toContain(
    '01.05.2024',
  );
});

test('a text stays as it is even if it looks like a day, and an empty value is null', () => {
  const text = crmField({ attribute: 'a', type: 'STRING' });
  expect(formatCrmValue('1984-02-29', text, de)).toBe('1984-02-29');
  expect(formatCrmValue('', text, de)).toBeNull();
  expect(formatCrmValue(null, text, de)).toBeNull();
});
