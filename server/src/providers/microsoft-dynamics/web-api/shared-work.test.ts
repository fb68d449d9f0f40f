import { expect, test } from 'vitest';
import { createSharedWork } from './shared-work.ts';

test('whoever asks while work is under way gets its result, and the next one begins anew', async () => {
  const shared = createSharedWork<number>();
  let started = 0;
  const work = Promise.withResolvers<number>();
  const start = async (): Promise<number> => {
    started += 1;
    return await work.promise;
  };
  const both = Promise.all([shared.join(start), shared.join(start)]);
  work.resolve(7);
  expect(await both).toEqual([7, 7]);
  expect(shared.isUnderWay()).toBe(false);
  await shared.join(start);
  expect(started).toBe(2);
});

test('whoever stops waiting is let go at once, and the work goes on for the others', async () => {
  const shared = createSharedWork<string>();
  const work = Promise.withResolvers<string>();
  let isAbandoned = false;
  const start = async (abandoned: AbortSignal): Promise<string> => {
    abandoned.addEventListener('abort', () => {
      isAbandoned = true;
    });
    return await work.promise;
  };
  const [first, second] = [new AbortController(), new AbortController()];
  const one = shared.join(start, first.signal);
  const other = shared.join(start, second.signal);
  first.abort(new Error('enough'));
  await expect(one).rejects.toThrow('enough');
  expect(isAbandoned).toBe(false);
  work.resolve('done');
  expect(await other).toBe('done');
});

test('work for which nobody waits any more is aborted, and does not get in the way of the next', async () => {
  const shared = createSharedWork<string>();
  const stopping = new AbortController();
  const hanging = async (abandoned: AbortSignal): Promise<string> =>
    await new Promise((_, reject) => {
      abandoned.addEventListener('abort', () => reject(new Error('abandoned')));
    });
  const waiting = shared.join(hanging, stopping.signal);
  stopping.abort(new Error('stopping'));
  await expect(waiting).rejects.toThrow('stopping');
  expect(await shared.join(async () => 'next')).toBe('next');
  await expect(shared.join(hanging, stopping.signal)).rejects.toThrow('stopping');
});
