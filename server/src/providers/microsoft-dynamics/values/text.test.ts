import type { FieldValue } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import { failed, text } from '../testing/value-fields.ts';
import { convertValue } from './convert.ts';

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
