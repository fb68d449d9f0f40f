import { expect, it } from 'vitest';
import { hasOwnRows, isRequiredRow, withRequiredRows } from './required-mapping.ts';

const required = { mail: { field: 'email' } };

it('puts the rows that matching needs into every mapping, over whatever was given there', () => {
  expect(withRequiredRows(required, { phone: { field: 'phone' } })).toEqual({
    phone: { field: 'phone' },
    mail: { field: 'email' },
  });
  expect(withRequiredRows(required, { mail: { field: 'lastName', values: { a: 'b' } } })).toEqual(required);
});

it('keeps the strategy that a person gave to such a row', () => {
  expect(withRequiredRows(required, { mail: { field: 'email', strategy: 'SKIP' } })).toEqual({
    mail: { field: 'email', strategy: 'SKIP' },
  });
});

it('knows its rows by attribute and field', () => {
  expect(isRequiredRow(required, 'mail', { field: 'email' })).toBe(true);
  expect(isRequiredRow(required, 'mail', { field: 'phone' })).toBe(false);
  expect(isRequiredRow(required, 'other', { field: 'email' })).toBe(false);
});

it('tells a mapping that somebody made from one that only has what it must have', () => {
  expect(hasOwnRows(required, required)).toBe(false);
  expect(hasOwnRows(required, { ...required, phone: { field: 'phone' } })).toBe(true);
  expect(hasOwnRows({}, { phone: { field: 'phone' } })).toBe(true);
});
