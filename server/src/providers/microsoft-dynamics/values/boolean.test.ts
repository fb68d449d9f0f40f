import type { FieldValue } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import { allowed, failed, option } from '../testing/value-fields.ts';
import { convertValue } from './convert.ts';

describe('yes and no for Dataverse', () => {
  it.each<[NonNullable<FieldValue>, boolean]>([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['1', true],
    ['Ja', true],
    ['NEIN', false],
    ['yes', true],
    ['no', false],
    ['true', true],
    ['false', false],
    ['allow', false],
    ['Do not allow', true],
    ['nicht zulassen', true],
    [' Zulassen ', false],
  ])('gives for %j', (value, expected) => {
    expect(convertValue(value, allowed)).toEqual({ value: expected });
  });

  it('lets the labels of the attribute go before the usual words', () => {
    const reversed = crmField({
      ...allowed,
      options: [option(false, 'Yes', 'Ja'), option(true, 'No', 'Nein')],
    });
    expect(convertValue('yes', reversed)).toEqual({ value: false });
  });

  it.each<NonNullable<FieldValue>>(['maybe', 2, 'x'])('refuses %j and lists what is allowed', (value) => {
    expect(convertValue(value, allowed)).toEqual(
      failed('VALUE_NOT_A_BOOLEAN', { options: ['Allow', 'Do Not Allow'] }),
    );
  });

  it('refuses a label that both options have', () => {
    const same = crmField({
      ...allowed,
      options: [option(false, 'Mail', 'Post'), option(true, 'Post', 'Brief')],
    });
    expect(convertValue('post', same)).toHaveProperty('failure.code', 'OPTION_AMBIGUOUS');
  });
});
