import { expect, it } from 'vitest';
import { hasOwnRows, isRequiredRow, withRequiredRows } from './required-mapping.ts';

const required = { mail: { field: 'email' } };

it('adds the required rows to every mapping and replaces other rows of their attributes', () => {
  expect(withRequiredRows(required, { phone: { field: 'phone' } })).toEqual({
    phone: { field: 'phone' },
    mail: { field: 'email' },
  });
  expect(withRequiredRows(required, { mail: { field: 'lastName', values: { a: 'b' } } })).toEqual(required);
});

it('keeps the strategy of a required row', () => {
  expect(withRequiredRows(required, { mail: { field: 'email', strategy: 'SKIP' } })).toEqual({
    mail: { field: 'email', strategy: 'SKIP' },
  });
});

it('recognises required rows by attribute and field', () => {
  expect(isRequiredRow(required, 'mail', { field: 'email' })).toBe(true);
  expect(isRequiredRow(required, 'mail', { field: 'phone' })).toBe(false);
  expect(isRequiredRow(required, 'other', { field: 'email' })).toBe(false);
});

it('detects whether a mapping has more than the required rows', () => {
  expect(hasOwnRows(required, required)).toBe(false);
  expect(hasOwnRows(required, { ...required, phone: { field: 'phone' } })).toBe(true);
  expect(hasOwnRows({}, { phone: { field: 'phone' } })).toBe(true);
});
