import type { CrmField, CrmOption, CrmValue, FieldValue } from '@goodfunds/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameValue } from '../../crm/crm-value.ts';
import { crmField } from '../../crm/testing/crm-field.ts';
import { convertValue } from './values.ts';
import { readWireValue } from './values-wire.ts';

const text = crmField({ crmType: 'String', maxLength: 10 });
const whole = crmField({
  type: 'NUMBER',
  crmType: 'Integer',
  precision: 0,
  minValue: -10,
  maxValue: 100_000,
});
const bigInt = crmField({ type: 'NUMBER', crmType: 'BigInt', precision: 0 });
const money = crmField({ type: 'NUMBER', crmType: 'Money', precision: 2, minValue: 0, maxValue: 1_000_000 });
const decimal = crmField({ type: 'NUMBER', crmType: 'Decimal', precision: 4 });
const double = crmField({ type: 'NUMBER', crmType: 'Double', precision: 5, minValue: -90, maxValue: 90 });
const day = crmField({ type: 'DATE', crmType: 'DateTime', dateOnly: true });
const instant = crmField({ type: 'DATE', crmType: 'DateTime' });
const allowed = crmField({
  type: 'BOOLEAN',
  crmType: 'Boolean',
  options: [option(false, 'Allow', 'Zulassen'), option(true, 'Do Not Allow', 'Nicht zulassen')],
});
const gender = crmField({
  type: 'ENUM',
  crmType: 'Picklist',
  options: [option(1, 'Male', 'Männlich'), option(2, 'Female', 'Weiblich'), option(5, 'Other', 'Andere')],
});
const topics = crmField({
  type: 'ENUM',
  crmType: 'MultiSelectPicklist',
  multiple: true,
  options: [
    option(1, 'Water', 'Wasser'),
    option(9, 'Forest', 'Wald'),
    option(10, 'Yes, monthly', 'Ja, monatlich'),
  ],
});

describe('text for Dataverse', () => {
  it.each<[NonNullable<FieldValue>, string]>([
    ['Berg', 'Berg'],
    ['  Berg\t', 'Berg'],
    ['Rene\u0301', 'Ren\u00e9'],
    ['a\r\nb\rc', 'a\nb\nc'],
    [12.5, '12.5'],
    [true, 'true'],
    ['\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}', '\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}'],
  ])('gives for %j the text %j', (value, expected) => {
    expect(convertValue(value, text)).toEqual({ value: expected });
  });

  it('counts its length in UTF-16 code units, after trimming, and says what is allowed', () => {
    expect(convertValue('  1234567890  ', text)).toEqual({ value: '1234567890' });
    expect(convertValue('12345678901', text)).toEqual(
      failed('VALUE_TOO_LONG', { maxLength: 10, actualLength: 11 }),
    );
    expect(convertValue('\u{1f33b}'.repeat(6), text)).toEqual(
      failed('VALUE_TOO_LONG', { maxLength: 10, actualLength: 12 }),
    );
    expect(convertValue('x'.repeat(5_000), crmField({ crmType: 'Memo' }))).toHaveProperty('value');
  });

  it.each(['a\u0000b', 'a\u0007', 'a\u001bb', 'a\ufffeb', 'a\ud800'])(
    'refuses the illegal characters in %j',
    (value) => {
      expect(convertValue(value, text)).toEqual(failed('ILLEGAL_CHARACTERS'));
    },
  );
});

describe('numbers for Dataverse', () => {
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
  ])('gives for %j', (value, field, expected) => {
    expect(convertValue(value, field)).toEqual({ value: expected });
  });

  it.each(['1.234', '1,234', '-1.234', '12.345', '999,999'])(
    'refuses %j, which could be two numbers',
    (value) => {
      expect(convertValue(value, decimal)).toMatchObject({ failure: { code: 'VALUE_NOT_A_NUMBER' } });
    },
  );

  it.each(['12.000', '1,000'])('refuses %j even where only whole numbers are taken', (value) => {
    expect(convertValue(value, whole)).toMatchObject({ failure: { code: 'VALUE_NOT_A_NUMBER' } });
  });

  it.each(['abc', '1e5', '0x10', '5.', '1.2.3', '1,2,3', '12.34.567', '1.234,567,8', '--5', '5 €', 'NaN'])(
    'refuses %j',
    (value) => {
      expect(convertValue(value, decimal)).toMatchObject({ failure: { code: 'VALUE_NOT_A_NUMBER' } });
    },
  );

  it('refuses a fraction where only whole numbers are taken, and says so', () => {
    const refusal = failed('VALUE_NOT_A_NUMBER', { min: -10, max: 100_000, wholeNumber: true });
    expect(convertValue(1.5, whole)).toEqual(refusal);
    expect(convertValue('1,5', whole)).toEqual(refusal);
    expect(convertValue(Number.NaN, whole)).toEqual(refusal);
  });

  it('holds the range of the attribute after rounding, both ends included', () => {
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

describe('dates for Dataverse', () => {
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
  ])('gives for %j the day %j', (value, expected) => {
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
  ])('gives for %j the instant %j', (value, expected) => {
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
  ])('refuses %j', (value) => {
    expect(convertValue(value, day)).toEqual(failed('VALUE_NOT_A_DATE', { dateOnly: true }));
    expect(convertValue(value, instant)).toEqual(failed('VALUE_NOT_A_DATE', { dateOnly: false }));
  });

  it.each(['1752-12-31', '0001-01-01'])('refuses %j, which the CRM cannot hold', (value) => {
    const refusal = failed('VALUE_OUT_OF_RANGE', { min: '1753-01-01', max: '9999-12-31' });
    expect(convertValue(value, day)).toEqual(refusal);
    expect(convertValue(value, instant)).toEqual(refusal);
  });

  it('refuses an instant that falls out of the calendar in UTC', () => {
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

describe('options for Dataverse', () => {
  it.each<[NonNullable<FieldValue>, number]>([
    [2, 2],
    ['2', 2],
    ['Female', 2],
    ['WEIBLICH', 2],
    ['ma\u0308nnlich', 1],
  ])('gives for %j', (value, expected) => {
    expect(convertValue(value, gender)).toEqual({ value: expected });
  });

  it.each<NonNullable<FieldValue>>([3, '3', 'Mal', 'Männlich, Weiblich', true])(
    'refuses %j and lists the labels',
    (value) => {
      expect(convertValue(value, gender)).toEqual(
        failed('OPTION_UNKNOWN', { options: ['Male', 'Female', 'Other'] }),
      );
    },
  );

  it('refuses a label that two options have', () => {
    const twice = crmField({
      ...gender,
      options: [option(1, 'Other', 'Andere'), option(2, 'other', 'Sonstige')],
    });
    expect(convertValue('Other', twice)).toHaveProperty('failure.code', 'OPTION_AMBIGUOUS');
    expect(convertValue('Sonstige', twice)).toEqual({ value: 2 });
  });

  it('refuses a number that is one option and the label of another', () => {
    const confused = crmField({ ...gender, options: [option(1, '2', 'zwei'), option(2, '1', 'eins')] });
    expect(convertValue('2', confused)).toHaveProperty('failure.code', 'OPTION_AMBIGUOUS');
    expect(convertValue(2, confused)).toEqual({ value: 2 });
  });

  it('gives for yes and no the option that says it', () => {
    const choice = crmField({ ...gender, options: [option(7, 'Yes', 'Ja'), option(8, 'No', 'Nein')] });
    expect(convertValue(true, choice)).toEqual({ value: 7 });
    expect(convertValue(false, choice)).toEqual({ value: 8 });
  });

  it('lists no more labels than a person reads', () => {
    const many = crmField({
      ...gender,
      options: Array.from({ length: 500 }, (_, index) => option(index, `o${index}`)),
    });
    const result = convertValue('none', many);
    expect('failure' in result && result.failure.params['options']).toHaveLength(100);
  });
});

describe('several options for Dataverse', () => {
  it.each<[NonNullable<FieldValue>, string]>([
    ['Water', '1'],
    [9, '9'],
    ['9,1', '1,9'],
    ['Wald; Water', '1,9'],
    ['Wald, Wasser', '1,9'],
    ['10; 9 ;1', '1,9,10'],
    ['Water|water|1', '1'],
    ['Yes, monthly', '10'],
    ['Ja, monatlich; Wald', '9,10'],
    ['1,9;10', '1,9,10'],
    ['Water\nForest', '1,9'],
  ])('gives for %j the list %j', (value, expected) => {
    expect(convertValue(value, topics)).toEqual({ value: expected });
  });

  it.each(['Water; Fire', 'Fire', '1,2', ';'])('refuses %j', (value) => {
    expect(convertValue(value, topics)).toHaveProperty('failure.code', 'OPTION_UNKNOWN');
  });

  it('refuses more than 150', () => {
    const options = Array.from({ length: 151 }, (_, index) => option(index, `o${index}`));
    const many = crmField({ ...topics, options });
    const numbers = options.map(({ value }) => String(value));
    expect(convertValue(numbers.slice(1).join(','), many)).toHaveProperty('value');
    expect(convertValue(numbers.join(','), many)).toEqual(
      failed('TOO_MANY_OPTIONS', { maxOptions: 150, actualOptions: 151 }),
    );
  });
});

describe('reading what Dataverse answers', () => {
  it.each<[unknown, CrmField, CrmValue]>([
    [null, text, null],
    [undefined, text, null],
    ['Berg', text, 'Berg'],
    [12.5, money, 12.5],
    ['12.50', money, 12.5],
    [false, allowed, false],
    [2, gender, 2],
    ['10,1,9', topics, '1,9,10'],
    ['', topics, null],
    ['1990-12-31', day, '1990-12-31'],
    ['1990-12-31T00:00:00Z', day, '1990-12-31'],
    ['2024-05-31T10:00:00Z', instant, '2024-05-31T10:00:00Z'],
    ['2024-05-31T12:00:00.123+02:00', instant, '2024-05-31T10:00:00Z'],
  ])('reads %j', (raw, field, expected) => {
    expect(readWireValue(raw, field)).toBe(expected);
  });

  it.each<[unknown, CrmField]>([
    [1, text],
    ['abc', money],
    ['true', allowed],
    ['Male', gender],
    [1, topics],
    ['a,b', topics],
    ['soon', instant],
    [{}, day],
  ])('takes %j for a malformed answer', (raw, field) => {
    expect(() => readWireValue(raw, field)).toThrow(expect.objectContaining({ code: 'ANSWER_MALFORMED' }));
  });
});

describe('the laws of conversion', () => {
  const fields = [text, whole, bigInt, money, decimal, double, day, instant, allowed, gender, topics];
  const value = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(
      'Water; Forest',
      '1,9',
      '31.12.1990',
      '1.234,56',
      'Männlich',
      '2024-05-31T10:00:00+02:00',
    ),
  );

  it('reads back what it has written as the same value, and converts it again to itself', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...fields), (given, field) => {
        const first = convertValue(given, field);
        fc.pre('value' in first && first.value !== null && first.value !== '');
        if (!('value' in first) || first.value === null) return;
        expect(isSameValue(readWireValue(first.value, field), first.value, field)).toBe(true);
        expect(convertValue(first.value, field)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('never repeats a refused value in what it says', () => {
    const secret = fc.constantFrom('geheim@example.org', 'Musterfrau-1234', '99.99.9999');
    fc.assert(
      fc.property(secret, fc.constantFrom(...fields.filter((field) => field !== text)), (given, field) => {
        expect(JSON.stringify(convertValue(given, field))).not.toContain(given);
      }),
    );
  });
});

function option(value: number | boolean, english: string, german = english): CrmOption {
  return { value, label: english, labels: { '1031': german, '1033': english } };
}

function failed(code: string, params: Record<string, unknown> = {}) {
  return { failure: { code, params } };
}
