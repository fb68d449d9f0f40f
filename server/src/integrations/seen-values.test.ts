import type { Contact, ContactField } from '@goodfunds/shared';
import { expect, it } from 'vitest';
import { seenValues } from './seen-values.ts';

const field = (name: string): ContactField => ({ field: name, type: 'STRING', custom: false });
const contact = (id: string, change: Partial<Contact>): Contact => ({ id, ...change });

it('tells the longest value of each field, and leaves out what nobody has', () => {
  const contacts = [
    contact('1', { firstName: 'Ada', lastName: ' ' }),
    contact('2', { firstName: ' Ekaterina ' }),
  ];
  expect(seenValues(contacts, [field('firstName'), field('lastName')])).toEqual({
    firstName: { longest: 9, words: [] },
  });
});

it('lists the words of what looks like a choice, each once and with its own kind', () => {
  const contacts = [
    contact('1', { salutation: 'HERR', customFields: { newsletter: true } }),
    contact('2', { salutation: 'FRAU', customFields: { newsletter: false } }),
    contact('3', { salutation: 'HERR' }),
  ];
  const seen = seenValues(contacts, [field('salutation'), field('customFields.newsletter')]);
  expect(seen['salutation']?.words).toEqual(['FRAU', 'HERR']);
  expect(seen['customFields.newsletter']?.words).toEqual([false, true]);
});

it('lists nothing of names, of long texts, and of what everybody has another of', () => {
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
