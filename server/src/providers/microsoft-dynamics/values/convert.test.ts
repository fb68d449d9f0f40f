import type { FieldValue } from '@goodfunds/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import { isSameValue } from '../../../crm/crm-value.ts';
import {
  allowed,
  bigInt,
  day,
  decimal,
  double,
  failed,
  gender,
  instant,
  money,
  option,
  text,
  topics,
  whole,
} from '../testing/value-fields.ts';
import { convertValue } from './convert.ts';
import { readWireValue } from './read.ts';

describe('text', () => {
  it.each<[NonNullable<FieldValue>, string]>([
    ['Berg', 'Berg'],
    ['  Berg\t', 'Berg'],
    ['Rene\u0301', 'Ren\u00e9'],
    ['a\r\nb\rc', 'a\nb\nc'],
    [12.5, '12.5'],
    [true, 'true'],
    ['\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}', '\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}\u{1f33b}'],
  ])('converts %j to %j', (value, expected) => {
    expect(convertValue(value, text)).toEqual({ value: expected });
  });

  it('is measured in UTF-16 code units after trimming, and the refusal states the limit', () => {
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
    'with illegal characters is refused: %j',
    (value) => {
      expect(convertValue(value, text)).toEqual(failed('ILLEGAL_CHARACTERS'));
    },
  );
});

describe('a yes/no value', () => {
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
  ])('is read from %j', (value, expected) => {
    expect(convertValue(value, allowed)).toEqual({ value: expected });
  });

  it('is matched with the labels of the attribute before the usual words', () => {
    const reversed = crmField({
      ...allowed,
      options: [option(false, 'Yes', 'Ja'), option(true, 'No', 'Nein')],
    });
    expect(convertValue('yes', reversed)).toEqual({ value: false });
  });

  it.each<NonNullable<FieldValue>>(['maybe', 2, 'x'])(
    'is refused with the allowed labels if it is %j',
    (value) => {
      expect(convertValue(value, allowed)).toEqual(
        failed('VALUE_NOT_A_BOOLEAN', { options: ['Allow', 'Do Not Allow'] }),
      );
    },
  );

  it('is refused if both options have its label', () => {
    const same = crmField({
      ...allowed,
      options: [option(false, 'Mail', 'Post'), option(true, 'Post', 'Brief')],
    });
    expect(convertValue('post', same)).toHaveProperty('failure.code', 'OPTION_AMBIGUOUS');
  });
});

describe('an option', () => {
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
    'is refused with the labels if it is %j',
    (value) => {
      expect(convertValue(value, gender)).toEqual(
        failed('OPTION_UNKNOWN', { options: ['Male', 'Female', 'Other'] }),
      );
    },
  );

  it('is refused if two options have its label', () => {
    const twice = crmField({
      ...gender,
      options: [option(1, 'Other', 'Andere'), option(2, 'other', 'Sonstige')],
    });
    expect(convertValue('Other', twice)).toHaveProperty('failure.code', 'OPTION_AMBIGUOUS');
    expect(convertValue('Sonstige', twice)).toEqual({ value: 2 });
  });

  it('is refused if its number is the label of another option', () => {
    const confused = crmField({ ...gender, options: [option(1, '2', 'zwei'), option(2, '1', 'eins')] });
    expect(convertValue('2', confused)).toHaveProperty('failure.code', 'OPTION_AMBIGUOUS');
    expect(convertValue(2, confused)).toEqual({ value: 2 });
  });

  it('is found for true and false by its yes/no label', () => {
    const choice = crmField({ ...gender, options: [option(7, 'Yes', 'Ja'), option(8, 'No', 'Nein')] });
    expect(convertValue(true, choice)).toEqual({ value: 7 });
    expect(convertValue(false, choice)).toEqual({ value: 8 });
  });

  it('is refused with at most 100 labels', () => {
    const many = crmField({
      ...gender,
      options: Array.from({ length: 500 }, (_, index) => option(index, `o${index}`)),
    });
    const result = convertValue('none', many);
    expect('failure' in result && result.failure.params['options']).toHaveLength(100);
  });
});

describe('the options of a multi-select attribute', () => {
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
  ])('are read from %j as %j', (value, expected) => {
    expect(convertValue(value, topics)).toEqual({ value: expected });
  });

  it.each(['Water; Fire', 'Fire', '1,2', ';'])('are refused if they are %j', (value) => {
    expect(convertValue(value, topics)).toHaveProperty('failure.code', 'OPTION_UNKNOWN');
  });

  it('are refused if there are more than 150', () => {
    const options = Array.from({ length: 151 }, (_, index) => option(index, `o${index}`));
    const many = crmField({ ...topics, options });
    const numbers = options.map(({ value }) => String(value));
    expect(convertValue(numbers.slice(1).join(','), many)).toHaveProperty('value');
    expect(convertValue(numbers.join(','), many)).toEqual(
      failed('TOO_MANY_OPTIONS', { maxOptions: 150, actualOptions: 151 }),
    );
  });
});

describe('a converted value', () => {
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

  it('is read back as the same value, and converts to itself', () => {
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

  it('is never repeated in its refusal', () => {
    const secret = fc.constantFrom('geheim@example.org', 'Musterfrau-1234', '99.99.9999');
    fc.assert(
      fc.property(secret, fc.constantFrom(...fields.filter((field) => field !== text)), (given, field) => {
        expect(JSON.stringify(convertValue(given, field))).not.toContain(given);
      }),
    );
  });
});
