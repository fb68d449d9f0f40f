import type { Item } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { groupItems } from './group-items.ts';

const item = (contactId: string, change: Partial<Item>): Item => ({
  id: contactId,
  contactId,
  email: `${contactId}@example.org`,
  outcome: 'FAILED',
  reason: null,
  crmContactId: null,
  candidates: [],
  changedAttributes: [],
  error: null,
  attempts: 1,
  finishedAt: null,
  ...change,
});
const tooLong = (attribute: string) =>
  ({ reason: 'VALUE_TOO_LONG', error: { code: 'VALUE_TOO_LONG', params: { attribute } } }) as const;

test('contacts that failed for one cause stand together, the most frequent cause first', () => {
  const groups = groupItems([
    item('a', { outcome: 'SKIPPED', reason: 'NO_EMAIL' }),
    item('b', tooLong('suffix')),
    item('c', tooLong('suffix')),
    item('d', tooLong('lastname')),
  ]);
  expect(groups.map(({ items }) => items.map(({ contactId }) => contactId))).toEqual([
    ['b', 'c'],
    ['a'],
    ['d'],
  ]);
});
