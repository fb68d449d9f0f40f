import type { FieldValue } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { day, failed, instant } from '../testing/value-fields.ts';
import { convertValue } from './convert.ts';

describe('a date', () => {
  it.each<[string, string]>([
    ['1990-12-31', '1990-12-31'],
    ['31.12.1990', '1990-12-31'],
    ['1.2.1990', '1990-02-01'],
    ['2024-02-29', '2024-02-29'],
    ['29.02.2000', '2000-02-29'],
    ['1753-01-01', '1753-01-01'],
    ['9999-12-31', '9999-12-31'],
    [' 1990-12-31 ', '1990-12-31'],
    ['1990-12-31T23:30:00+02:00', '1990-12-31'],
    ['1990-12-31T00:00:00.000Z', '1990-12-31'],
  ])('is read from %j as the day %j', (value, expected) => {
    expect(convertValue(value, day)).toEqual({ value: expected });
  });

  it.each<[string, string]>([
    ['1990-12-31', '1990-12-31T00:00:00Z'],
    ['31.12.1990', '1990-12-31T00:00:00Z'],
    ['2024-05-31T10:00:00Z', '2024-05-31T10:00:00Z'],
    ['2024-05-31T10:00:00.987Z', '2024-05-31T10:00:00Z'],
    ['2024-05-31T10:00:00+02:00', '2024-05-31T08:00:00Z'],
    ['2024-05-31T10:00:00+0200', '2024-05-31T08:00:00Z'],
    ['2024-05-31T10:00', '2024-05-31T10:00:00Z'],
    ['2024-05-31 10:00:30', '2024-05-31T10:00:30Z'],
    ['2024-05-31t10:00:00z', '2024-05-31T10:00:00Z'],
  ])('is read from %j as the instant %j', (value, expected) => {
    expect(convertValue(value, instant)).toEqual({ value: expected });
  });

  it.each<NonNullable<FieldValue>>([
    '2023-02-29',
    '29.02.1900',
    '31.04.2020',
    '1990-13-01',
    '1990-00-10',
    '0.1.1990',
    '12/31/1990',
    '31.12.90',
    '1990',
    '1990-1-1',
    '2024-05-31T25:00:00Z',
    'yesterday',
    19901231,
    true,
  ])('is refused if it is %j', (value) => {
    expect(convertValue(value, day)).toEqual(failed('VALUE_NOT_A_DATE', { dateOnly: true }));
    expect(convertValue(value, instant)).toEqual(failed('VALUE_NOT_A_DATE', { dateOnly: false }));
  });

  it.each(['1752-12-31', '0001-01-01'])('is refused if the CRM cannot store it: %j', (value) => {
    const refusal = failed('VALUE_OUT_OF_RANGE', { min: '1753-01-01', max: '9999-12-31' });
    expect(convertValue(value, day)).toEqual(refusal);
    expect(convertValue(value, instant)).toEqual(refusal);
  });

  it('is refused if its instant in UTC is out of range', () => {
    expect(convertValue('9999-12-31T23:59:59-05:00', instant)).toHaveProperty(
      'failure.code',
      'VALUE_OUT_OF_RANGE',
    );
    expect(convertValue('1753-01-01T00:00:00+05:00', instant)).toHaveProperty(
      'failure.code',
      'VALUE_OUT_OF_RANGE',
    );
  });
});
