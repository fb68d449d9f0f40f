import { expect, test } from 'vitest';
import { exampleOf } from './example-lines.ts';

const after = (strategy: Parameters<typeof exampleOf>[0]) => exampleOf(strategy).map((line) => line.after);

test('the examples tell the three strategies apart', () => {
  expect(after('SKIP')).toEqual(['EMPTY', 'OLD']);
  expect(after('UPDATE_IF_EMPTY')).toEqual(['NEW', 'OLD']);
  expect(after('UPDATE_IF_CHANGED')).toEqual(['NEW', 'NEW']);
});
