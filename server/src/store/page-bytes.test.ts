import { expect, test } from 'vitest';
import { cutPage, MAX_PAGE_BYTES, takeBytes } from './page-bytes.ts';

test('rows are taken until their bytes reach the limit', () => {
  expect(takeBytes(rows(40, 60, 1), 100).map(({ id }) => id)).toEqual([0, 1]);
  expect(takeBytes(rows(40, 61, 1), 100).map(({ id }) => id)).toEqual([0]);
  expect(takeBytes([], 100)).toEqual([]);
});

test('the first row is taken however large it is', () => {
  expect(takeBytes(rows(101, 1), 100).map(({ id }) => id)).toEqual([0]);
});

test('a page has a next one if it reached its limit or its bytes', () => {
  const half = MAX_PAGE_BYTES / 2;
  expect(cutPage(rows(half, half), 3)).toEqual({ ids: [0, 1], hasMore: false });
  expect(cutPage(rows(half, half), 2)).toEqual({ ids: [0, 1], hasMore: true });
  expect(cutPage(rows(half, half, 1), 4)).toEqual({ ids: [0, 1], hasMore: true });
});

function rows(...sizes: number[]): { id: number; bytes: number }[] {
  return sizes.map((bytes, id) => ({ id, bytes }));
}
