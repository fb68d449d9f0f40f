import type { Item } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { groupItems, sizeOfGroup } from './group-items.ts';

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

test('the size of a group is told only where it is known', () => {
  const counts = { total: 900, pending: 0, created: 800, updated: 0, unchanged: 0, skipped: 0, failed: 100 };
  const [created] = groupItems([item('a', { outcome: 'CREATED' })]);
  const [failed] = groupItems([item('b', tooLong('suffix'))]);
  if (!created || !failed) throw new Error('there is one group each');
  const more = { isWhole: false, isSearch: false };
  expect(sizeOfGroup(created, { counts }, more)).toBe(800);
  expect(sizeOfGroup(failed, { counts }, more)).toBeNull();
  expect(sizeOfGroup(created, { counts }, { ...more, isSearch: true })).toBeNull();
  expect(sizeOfGroup(failed, { counts }, { ...more, isWhole: true })).toBe(1);
});
