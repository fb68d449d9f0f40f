import type { Contact, ContactField } from '@goodfunds/shared';
import { expect, it } from 'vitest';
import { seenValues } from './seen-values.ts';

const field = (name: string): ContactField => ({ field: name, type: 'STRING', custom: false });
const contact = (id: string, change: Partial<Contact>): Contact => ({ id, ...change });

it('returns the length of the longest value of each field, without fields that have no value', () => {
  const contacts = [
    contact('1', { firstName: 'Ada', lastName: ' ' }),
    contact('2', { firstName: ' Ekaterina ' }),
  ];
  expect(seenValues(contacts, [field('firstName'), field('lastName')])).toEqual({
    firstName: { longest: 9, words: [] },
  });
});

it('lists the distinct values of a field with few values, with their types', () => {
  const contacts = [
    contact('1', { salutation: 'HERR', customFields: { newsletter: true } }),
    contact('2', { salutation: 'FRAU', customFields: { newsletter: false } }),
    contact('3', { salutation: 'HERR' }),
  ];
  const seen = seenValues(contacts, [field('salutation'), field('customFields.newsletter')]);
  expect(seen['salutation']?.words).toEqual(['FRAU', 'HERR']);
  expect(seen['customFields.newsletter']?.words).toEqual([false, true]);
});

it('reads each value once, however many fields the account has', () => {
  let reads = 0;
  const counted = (customFields: NonNullable<Contact['customFields']>) =>
    new Proxy(customFields, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name) as unknown;
      },
    });
  const contacts = Array.from({ length: 10 }, (_, index) =>
    contact(String(index), { customFields: counted({ [`only-${index}`]: index }) }),
  );
  const fields = Array.from({ length: 1_000 }, (_, index) => field(`customFields.only-${index}`));
  expect(Object.keys(seenValues(contacts, fields))).toHaveLength(10);
  expect(reads).toBe(10);
});

it('lists no values of names, long texts and fields with many different values', () => {
  const contacts = Array.from({ length: 30 }, (_, index) =>
    contact(String(index), {
      firstName: 'Ada',
      customFields: { number: `no. ${index}`, note: 'a long story '.repeat(6) },
    }),
  );
  const seen = seenValues(contacts, [
    field('firstName'),
    field('customFields.number'),
    field('customFields.note'),
  ]);
  expect(Object.values(seen).flatMap(({ words }) => words)).toEqual([]);
});
