import { describe, expect, test } from 'vitest';
import { floorMs } from './floor.ts';

const costs = {
  requestMs: 60,
  parallelism: 4,
  operationMs: { find: 40, update: 40, bulkCreate: 10, refusedWrite: 40 },
} as const;
const nothing = { finds: 0, creates: 0, updates: 0, refusals: 0 };

describe('the floor', () => {
  test('of many contacts is their work divided by the concurrency of the server', () => {
    const work = { ...nothing, finds: 4_000, creates: 4_000 };
    // 40 queries in one request, 4,000 rows in four.
    expect(floorMs(work, costs)).toBe((40 * 40 + 4_000 * 10 + 5 * 60) / 4);
  });

  test('of updates counts a conditional write each, because bulk updates support none', () => {
    const work = { ...nothing, finds: 4_000, updates: 2_000 };
    expect(floorMs(work, costs)).toBe((40 * 40 + 2_000 * 40 + 3 * 60) / 4);
  });

  test('of a single contact is a find followed by a write', () => {
    expect(floorMs({ ...nothing, finds: 1, creates: 1 }, costs)).toBe(60 + 40 + 60);
  });
});
