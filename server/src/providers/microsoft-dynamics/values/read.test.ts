import type { CrmField, CrmValue } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { allowed, day, gender, instant, money, text, topics } from '../testing/value-fields.ts';
import { readWireValue } from './read.ts';

describe('a value in a Dataverse response', () => {
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
  ])('is read: %j', (raw, field, expected) => {
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
  ])('of another type is a malformed answer: %j', (raw, field) => {
    expect(() => readWireValue(raw, field)).toThrow(expect.objectContaining({ code: 'ANSWER_MALFORMED' }));
  });
});

it('options with spaces around them are read, and endless text is refused without comparing it', () => {
  expect(readWireValue(' 1 , 9 ', topics)).toBe('1,9');
  expect(readWireValue('   ', topics)).toBeNull();
  for (const raw of [`${' '.repeat(1_000_000)}x`, `1${',1'.repeat(1_000_000)}`]) {
    expect(() => readWireValue(raw, topics)).toThrow(expect.objectContaining({ code: 'ANSWER_MALFORMED' }));
  }
});
