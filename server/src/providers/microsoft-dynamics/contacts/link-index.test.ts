import { expect, test } from 'vitest';
import { derivedId } from './link-index.ts';

const contact = { accountId: 7, environmentId: '1c0f5c9e-9e57-4f0c-9f43-5a6b8f6c0d11', contactId: 'c-1' };

test('the same contact always has the same derived id', () => {
  expect(derivedId(contact)).toBe(derivedId({ ...contact }));
  expect(derivedId(contact)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(derivedId(contact)).toBe('a1305206-7237-5b7b-8efc-633323b08bd9');
});

test('an id with a lone surrogate has a derived id', () => {
  expect(derivedId({ ...contact, contactId: 'x\udc00y' })).toBe(
    derivedId({ ...contact, contactId: 'x\ufffdy' }),
  );
});

test('another account, environment or contact gives another derived id', () => {
  const ids = [
    contact,
    { ...contact, accountId: 8 },
    { ...contact, environmentId: '2c0f5c9e-9e57-4f0c-9f43-5a6b8f6c0d11' },
    { ...contact, contactId: 'c-2' },
  ].map(derivedId);
  expect(new Set(ids).size).toBe(4);
});
