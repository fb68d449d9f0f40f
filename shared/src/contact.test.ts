import { expect, test } from 'vitest';
import { isPossibleEmail, normaliseEmail } from './contact.ts';
import { readContactField } from './contact-field.ts';
import { contactSchema } from './schemas/contact.ts';
import { contactFieldPathSchema } from './schemas/contact-field.ts';

test.each([
  ['  Anna@Example.ORG ', 'anna@example.org'],
  ['JU\u0308RGEN@example.org', 'jürgen@example.org'],
  ['rené@example.org', 'rené@example.org'],
  ['   ', null],
  [null, null],
  [undefined, null],
])('the e-mail %j is normalised to %j', (email, normalised) => {
  expect(normaliseEmail(email)).toBe(normalised);
});

test.each([
  ["o'brien+spenden@example.org", true],
  ['a@b', true],
  ['ute tippfehler@example.org', false],
  ['@example.org', false],
  ['a@', false],
  ['a@b@c', false],
  ['😀@b', true],
  ['x\udc00y@b', false],
  [`${'a'.repeat(250)}@b.org`, false],
])('%j is a possible e-mail: %j', (email, possible) => {
  const normalised = normaliseEmail(email);
  expect(normalised !== null && isPossibleEmail(normalised)).toBe(possible);
});

test('readContactField returns the value at a path, and null if there is none', () => {
  const contact = contactSchema.parse({
    id: '1',
    address: { city: 'Köln' },
    customFields: { shirtSize: 'M', __proto__: 'x' },
  });
  expect(readContactField(contact, 'address.city')).toBe('Köln');
  expect(readContactField(contact, 'customFields.shirtSize')).toBe('M');
  expect(readContactField(contact, 'address.street')).toBeNull();
  expect(readContactField(contact, 'customFields.constructor')).toBeNull();
  expect(readContactField(contact, 'constructor')).toBeNull();
});

test.each(['email', 'address.postcode', 'customFields.shirtSize'])('%s is a field path', (path) => {
  expect(contactFieldPathSchema.safeParse(path).success).toBe(true);
});

test.each(['', 'address', 'customFields.', 'fullName', 'toString'])('%j is not a field path', (path) => {
  expect(contactFieldPathSchema.safeParse(path).success).toBe(false);
});
