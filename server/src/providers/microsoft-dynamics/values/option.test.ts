import type { FieldValue } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import { failed, gender, option, topics } from '../testing/value-fields.ts';
import { convertValue } from './convert.ts';

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
