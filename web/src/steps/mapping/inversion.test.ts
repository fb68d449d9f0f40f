import { readYesNo, translateValue } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { crmField } from '../../../../shared/src/testing/crm-field.ts';
import { isInverted, withInversion, withoutInversion } from './inversion.ts';

const flag = crmField({ attribute: 'donotbulkemail', type: 'BOOLEAN' });

test.each([
  [true, false],
  ['ja', false],
  ['Yes', false],
  [1, false],
  [false, true],
  [' NEIN ', true],
  ['falsch', true],
])('with yes and no exchanged, %j arrives as %j', (value, arrives) => {
  const values = withInversion(null, true) ?? {};
  const translated = translateValue(value, values, false);
  expect(translated === null ? null : readYesNo(translated, flag)).toBe(arrives);
});

test('exchanging and exchanging back leaves what a person translated', () => {
  const own = { vielleicht: false };
  const inverted = withInversion(own, true);
  expect(isInverted(inverted)).toBe(true);
  expect(withoutInversion(inverted)).toEqual(own);
  expect(withInversion(inverted, false)).toEqual(own);
  expect(withInversion(withInversion(null, true), false)).toBeNull();
  expect(isInverted(own)).toBe(false);
});
