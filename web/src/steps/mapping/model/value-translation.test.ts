import { readYesNo, translateValue } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import {
  isInverted,
  translatedValues,
  translationChoices,
  translationLines,
  translationProblem,
  withInversion,
  withoutInversion,
} from './value-translation.ts';

const option = (value: number | boolean, label: string) => ({
  value,
  label,
  labels: { '1031': `${label} (de)` },
});
const gender = crmField({
  attribute: 'gendercode',
  type: 'ENUM',
  options: [option(1, 'Male'), option(2, 'Female')],
});
const labels = { yes: 'Ja', no: 'Nein' };

test('lines become numbers for a choice and yes or no for a boolean, unfinished ones are left out', () => {
  const lines = [
    { from: ' HERR ', to: '1' },
    { from: 'FRAU', to: '' },
    { from: '', to: '2' },
  ];
  expect(translatedValues(lines, gender)).toEqual({ HERR: 1 });
  const flag = crmField({ attribute: 'donotemail', type: 'BOOLEAN' });
  expect(
    translatedValues(
      [
        { from: 'x', to: 'true' },
        { from: 'y', to: 'false' },
      ],
      flag,
    ),
  ).toEqual({ x: true, y: false });
  expect(translatedValues([], gender)).toBeNull();
});

test('stored values become the same lines again', () => {
  const values = translatedValues([{ from: 'HERR', to: '1' }], gender);
  expect(translationLines(values)).toEqual([{ from: 'HERR', to: '1' }]);
});

test('choices have labels in the language of the panel', () => {
  expect(translationChoices(gender, 'de', labels)?.[0]).toEqual({ value: '1', label: 'Male (de)' });
  expect(translationChoices(gender, 'en', labels)?.[0]).toEqual({ value: '1', label: 'Male' });
  expect(translationChoices(crmField({ attribute: 'b', type: 'BOOLEAN' }), 'de', labels)).toHaveLength(2);
});

test('a missing choice, a repeated value and a removed choice are reported', () => {
  const choices = translationChoices(gender, 'en', labels);
  const lines = [
    { from: 'a', to: '1' },
    { from: ' A', to: '2' },
    { from: 'b', to: '' },
    { from: 'c', to: '9' },
  ];
  expect(lines.map((_, index) => translationProblem(lines, index, choices))).toEqual([
    null,
    'DUPLICATE',
    'MISSING',
    'GONE',
  ]);
});

const flag = crmField({ attribute: 'donotbulkemail', type: 'BOOLEAN' });

test.each([
  [true, false],
  ['ja', false],
  ['Yes', false],
  [1, false],
  [false, true],
  [' NEIN ', true],
  ['falsch', true],
])('an inverted translation turns %j into %j', (value, arrives) => {
  const values = withInversion(null, true) ?? {};
  const translated = translateValue(value, values, false);
  expect(translated === null ? null : readYesNo(translated, flag)).toBe(arrives);
});

test('inverting twice keeps what a person translated', () => {
  const own = { vielleicht: false };
  const inverted = withInversion(own, true);
  expect(isInverted(inverted)).toBe(true);
  expect(withoutInversion(inverted)).toEqual(own);
  expect(withInversion(inverted, false)).toEqual(own);
  expect(withInversion(withInversion(null, true), false)).toBeNull();
  expect(isInverted(own)).toBe(false);
});

test('a text is translated to any text', () => {
  const text = crmField({ attribute: 'salutation' });
  const lines = [
    { from: 'HERR', to: 'Herr' },
    { from: 'FRAU', to: '' },
  ];
  expect(translatedValues(lines, text)).toEqual({ HERR: 'Herr' });
  const choices = translationChoices(text, 'de', labels);
  expect(lines.map((_, index) => translationProblem(lines, index, choices))).toEqual([null, 'MISSING']);
});
