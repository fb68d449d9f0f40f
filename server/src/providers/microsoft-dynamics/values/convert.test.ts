import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameValue } from '../../../crm/crm-value.ts';
import {
  allowed,
  bigInt,
  day,
  decimal,
  double,
  gender,
  instant,
  money,
  text,
  topics,
  whole,
} from '../testing/value-fields.ts';
import { convertValue } from './convert.ts';
import { readWireValue } from './read.ts';

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
