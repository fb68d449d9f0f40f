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
  keptAttributes: [],
  contradictions: [],
  warnings: [],
  error: null,
  attempts: 1,
  finishedAt: null,
  ...change,
});
const tooLong = (attribute: string) =>
  ({ reason: 'VALUE_TOO_LONG', error: { code: 'VALUE_TOO_LONG', params: { attribute } } }) as const;

test('contacts are grouped by cause, failed ones first, then the most frequent cause', () => {
  const skipped = { outcome: 'SKIPPED', reason: 'NO_EMAIL' } as const;
  const groups = groupItems([
    item('a', { outcome: 'CREATED' }),
    item('b', skipped),
    item('c', skipped),
    item('d', skipped),
    item('e', tooLong('lastname')),
    item('f', tooLong('suffix')),
    item('g', tooLong('suffix')),
  ]);
  expect(groups.map(({ items }) => items.map(({ contactId }) => contactId).join(''))).toEqual([
    'fg',
    'e',
    'bcd',
    'a',
  ]);
});

test('contacts that arrived without the same field are a group of their own, before the complete ones', () => {
  const without = (attribute: string): Partial<Item> => ({
    outcome: 'CREATED',
    warnings: [{ code: 'VALUE_TOO_LONG', params: { attribute } }],
  });
  const groups = groupItems([
    item('a', { outcome: 'CREATED' }),
    item('b', { outcome: 'CREATED' }),
    item('c', without('suffix')),
    item('d', without('lastname')),
    item('e', tooLong('lastname')),
    item('f', without('suffix')),
  ]);
  expect(groups.map(({ items }) => items.map(({ contactId }) => contactId).join(''))).toEqual([
    'e',
    'cf',
    'd',
    'ab',
  ]);
});

test('the size of a group is null while it is unknown', () => {
  const counts = {
    total: 950,
    pending: 50,
    created: 700,
    updated: 0,
    unchanged: 0,
    skipped: 100,
    review: 90,
    warnings: 0,
    failed: 100,
  };
  const known = {
    counts,
    causes: [
      { outcome: 'FAILED', reason: 'VALUE_TOO_LONG', count: 100 },
      { outcome: 'SKIPPED', reason: 'NO_EMAIL', count: 90 },
    ] as const,
  };
  const [failed, skipped, created, waiting] = groupItems([
    item('a', { outcome: 'CREATED' }),
    item('b', tooLong('suffix')),
    item('c', { outcome: 'SKIPPED', reason: 'NO_EMAIL' }),
    item('d', { outcome: null }),
  ]);
  if (!waiting || !created || !failed || !skipped) throw new Error('there is one group each');
  const more = { isWhole: false, isSearch: false };
  expect(sizeOfGroup(created, known, more)).toBe(700);
  expect(sizeOfGroup(waiting, known, more)).toBe(50);
  expect(sizeOfGroup(skipped, known, more)).toBe(90);
  // Contacts that are not loaded may have failed because of another attribute.
  expect(sizeOfGroup(failed, known, more)).toBeNull();
  expect(sizeOfGroup(created, { ...known, counts: { ...counts, warnings: 1 } }, more)).toBeNull();
  expect(sizeOfGroup(created, known, { ...more, isSearch: true })).toBeNull();
  expect(sizeOfGroup(failed, known, { ...more, isWhole: true })).toBe(1);
});
