import { expect, test } from 'vitest';
import { z } from 'zod';
import { boundedArray } from './bounded-array.ts';

/** A schema for positive numbers that counts how many elements it has checked. */
function countingSchema(maxElements: number) {
  const checked: unknown[] = [];
  const element = z.object({ size: z.number().refine((size) => checked.push(size) > 0 && size > 0) });
  return { checked, schema: z.object({ value: boundedArray(element, maxElements) }) };
}

const elements = (count: number, size: number) => Array.from({ length: count }, () => ({ size }));

test('returns the parsed elements', () => {
  const schema = boundedArray(z.string().trim(), 3);
  expect(schema.parse([' a', 'b '])).toEqual(['a', 'b']);
  expect(schema.parse([])).toEqual([]);
});

test('checks no element after the first bad one, however many there are', () => {
  const { checked, schema } = countingSchema(1_000_000);
  const result = schema.safeParse({ value: [{ size: 1 }, ...elements(500_000, -1)] });
  expect(checked).toHaveLength(2);
  expect(result.error?.issues).toHaveLength(1);
  expect(result.error?.issues[0]?.path).toEqual(['value', 1, 'size']);
});

test('checks no element of a list that is too long', () => {
  const { checked, schema } = countingSchema(10);
  const result = schema.safeParse({ value: elements(11, 1) });
  expect(checked).toEqual([]);
  expect(result.error?.issues).toMatchObject([{ path: ['value'], message: 'has more than 10 elements' }]);
});

test.each([undefined, null, {}, 'text'])('refuses %j, which is no list', (value) => {
  const { schema } = countingSchema(10);
  expect(schema.safeParse({ value }).error?.issues).toMatchObject([{ message: 'is not a list' }]);
});
