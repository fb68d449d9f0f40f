import { expect, test } from 'vitest';
import { exampleOf } from './strategies.ts';

const after = (strategy: Parameters<typeof exampleOf>[0]) => exampleOf(strategy).map((line) => line.after);

test('the examples distinguish the strategies', () => {
  expect(after('UPDATE_IF_SOURCE_CHANGED')).toEqual(['NEW', 'OLD']);
  expect(after('SKIP')).toEqual(['EMPTY', 'OLD']);
  expect(after('UPDATE_IF_EMPTY')).toEqual(['NEW', 'OLD']);
  expect(after('UPDATE_IF_CHANGED')).toEqual(['NEW', 'NEW']);
});
