import { expect, test } from 'vitest';
import { INITIAL_LIMITS } from './adaptive-limits.ts';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';
import type { PlannedWrite, WriteItem } from './write-request.ts';

test('updates are sent in batches before new rows in bulk, in chunks of equal size', () => {
  const queue = createWriteQueue([...items('CREATE', 1_000), ...items('UPDATE', 300)]);
  expect(drain(queue)).toEqual([
    ['BATCH', 60],
    ['BATCH', 60],
    ['BATCH', 60],
    ['BATCH', 60],
    ['BATCH', 60],
    ['BULK', 250],
    ['BULK', 250],
    ['BULK', 250],
    ['BULK', 250],
  ]);
});

test('fewer than ten new rows are sent in batches', () => {
  expect(drain(createWriteQueue(items('CREATE', 9)))).toEqual([['BATCH', 9]]);
  expect(drain(createWriteQueue(items('CREATE', 10)))).toEqual([['BULK', 10]]);
});

test('new rows are sent in batches while CreateMultiple is paused', () => {
  const queue = createWriteQueue(items('CREATE', 100));
  expect(queue.next({ ...INITIAL_LIMITS, bulkPausedUntilMs: 2_000 }, 1_000)).toMatchObject({ mode: 'BATCH' });
});

test('the limits of the moment decide the size of each chunk', () => {
  const queue = createWriteQueue(items('CREATE', 500));
  expect(queue.next(INITIAL_LIMITS, 0)?.items).toHaveLength(250);
  expect(queue.next({ ...INITIAL_LIMITS, bulkRows: 50 }, 0)?.items).toHaveLength(50);
});

test('a retry goes first, in chunks of equal size', () => {
  const again = items('CREATE', 31);
  const queue = createWriteQueue(items('UPDATE', 5));
  queue.retry('BULK', again, 15);
  expect(drain(queue)).toEqual([
    ['BULK', 11],
    ['BULK', 11],
    ['BULK', 9],
    ['BATCH', 5],
  ]);
});

test('long texts make a chunk smaller', () => {
  const queue = createWriteQueue(items('UPDATE', 10, { description: 'x'.repeat(900_000) }));
  expect(drain(queue).map(([, rows]) => rows)).toEqual([4, 4, 2]);
});

/** Mode and rows of all requests. */
function drain(queue: WriteQueue): [string, number][] {
  const requests: [string, number][] = [];
  for (let job = queue.next(INITIAL_LIMITS, 0); job; job = queue.next(INITIAL_LIMITS, 0)) {
    requests.push([job.mode, job.items.length]);
  }
  expect(queue.isEmpty()).toBe(true);
  return requests;
}

function items(kind: PlannedWrite['kind'], count: number, values: PlannedWrite['values'] = {}): WriteItem[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${kind}-${index}`;
    const write: PlannedWrite =
      kind === 'CREATE' ? { kind, id, values } : { kind, id, etag: 'W/"1"', values };
    return { write, job: { earlierAttempt: null } };
  });
}
