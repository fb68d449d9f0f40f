import { expect, test } from 'vitest';
import { crmField } from '../../../../shared/src/testing/crm-field.ts';
import {
  translatedValues,
  translationChoices,
  translationLines,
  translationProblem,
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
const words = { yes: 'Ja', no: 'Nein' };

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

test('what was stored comes back as the same lines', () => {
  const values = translatedValues([{ from: 'HERR', to: '1' }], gender);
  expect(translationLines(values)).toEqual([{ from: 'HERR', to: '1' }]);
});

test('choices carry the label in the language of the panel', () => {
  expect(translationChoices(gender, 'de', words)[0]).toEqual({ value: '1', label: 'Male (de)' });
  expect(translationChoices(gender, 'en', words)[0]).toEqual({ value: '1', label: 'Male' });
  expect(translationChoices(crmField({ attribute: 'b', type: 'BOOLEAN' }), 'de', words)).toHaveLength(2);
});

test('a missing choice, a repeated value and a choice that is gone are noticed', () => {
  const choices = translationChoices(gender, 'en', words);
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
