import type { CrmField, FieldValue } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import { bigInt, decimal, double, failed, money, whole } from '../testing/value-fields.ts';
import { convertValue } from './convert.ts';

describe('a number', () => {
  it.each<[NonNullable<FieldValue>, CrmField, number]>([
    [5, whole, 5],
    ['5', whole, 5],
    [' -5 ', whole, -5],
    ['\u22125', whole, -5],
    ['+5', whole, 5],
    ['12,0', whole, 12],
    ['1.234', whole, 1234],
    ['1,234', whole, 1234],
    ['12 345', whole, 12345],
    [true, whole, 1],
    [false, whole, 0],
    ['9007199254740991', bigInt, 9007199254740991],
    ['12,5', money, 12.5],
    ['12.50', money, 12.5],
    ['1.234,56', money, 1234.56],
    ['1,234.56', money, 1234.56],
    ['1.234.567', crmField({ ...money, maxValue: null }), 1234567],
    ['1’234.50', money, 1234.5],
    ['1234.567', money, 1234.57],
    [12.345678, decimal, 12.3457],
    ['0,125', decimal, 0.125],
    [',5', decimal, 0.5],
    ['1234.567', decimal, 1234.567],
    ["1'234.567", decimal, 1234.567],
    ['-0', decimal, 0],
    ['52.520008', double, 52.52001],
  ])('is read from %j', (value, field, expected) => {
    expect(convertValue(value, field)).toEqual({ value: expected });
  });

  it.each(['1.234', '1,234', '-1.234', '12.345', '999,999'])(
    'is refused if it could be two numbers: %j',
    (value) => {
      expect(convertValue(value, decimal)).toMatchObject({ failure: { code: 'VALUE_NOT_A_NUMBER' } });
    },
  );

  it.each(['12.000', '1,000'])('is refused even for whole numbers if it could be two: %j', (value) => {
    expect(convertValue(value, whole)).toMatchObject({ failure: { code: 'VALUE_NOT_A_NUMBER' } });
  });

  it.each(['abc', '1e5', '0x10', '5.', '1.2.3', '1,2,3', '12.34.567', '1.234,567,8', '--5', '5 €', 'NaN'])(
    'is refused if it is %j',
    (value) => {
      expect(convertValue(value, decimal)).toMatchObject({ failure: { code: 'VALUE_NOT_A_NUMBER' } });
    },
  );

  it('is refused with the reason if it is a fraction and the attribute takes whole numbers', () => {
    const refusal = failed('VALUE_NOT_A_NUMBER', { min: -10, max: 100_000, wholeNumber: true });
    expect(convertValue(1.5, whole)).toEqual(refusal);
    expect(convertValue('1,5', whole)).toEqual(refusal);
    expect(convertValue(Number.NaN, whole)).toEqual(refusal);
  });

  it('must be in the range of the attribute after rounding, both ends included', () => {
    const refusal = failed('VALUE_OUT_OF_RANGE', { min: 0, max: 1_000_000 });
    expect(convertValue(1_000_000, money)).toEqual({ value: 1_000_000 });
    expect(convertValue(1_000_000.001, money)).toEqual({ value: 1_000_000 });
    expect(convertValue(1_000_000.01, money)).toEqual(refusal);
    expect(convertValue('-0,01', money)).toEqual(refusal);
    expect(convertValue('9007199254740993', bigInt)).toMatchObject({
      failure: { code: 'VALUE_OUT_OF_RANGE' },
    });
  });
});
