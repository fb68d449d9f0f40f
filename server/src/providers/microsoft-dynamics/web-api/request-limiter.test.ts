import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRequestLimiter, FIND_PRIORITY, type RequestLimiter } from './request-limiter.ts';

/** Requests that end when they are told to, noted in the order in which they start. */
function requestsThrough(limiter: RequestLimiter) {
  const started: string[] = [];
  const inFlight: (() => void)[] = [];
  return {
    started,
    send: (priority: number, name: string) =>
      limiter.run(priority, () => {
        started.push(name);
        return new Promise<void>((resolve) => {
          inFlight.push(resolve);
        });
      }),
    /** Ends the request that started first. */
    endOne: async () => {
      inFlight.shift()?.();
      // The next request starts in the turn after this one.
      await setImmediate();
      await setImmediate();
    },
  };
}

test('never more requests are in flight than the limit of the moment', async () => {
  let limit = 2;
  const { send, started, endOne } = requestsThrough(createRequestLimiter(() => limit));
  for (const name of ['a', 'b', 'c', 'd', 'e']) void send(0, name);
  await setImmediate();
  expect(started).toEqual(['a', 'b']);
  limit = 1;
  await endOne();
  expect(started).toEqual(['a', 'b']);
  limit = 3;
  await endOne();
  expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('finds go before writes, and writes of an earlier call before those of a later one', async () => {
  const { send, started, endOne } = requestsThrough(createRequestLimiter(() => 1));
  void send(-2, 'in flight');
  void send(-2, 'later');
  void send(-1, 'earlier');
  for (const name of ['find 1', 'find 2']) void send(FIND_PRIORITY, name);
  for (let ends = 0; ends < 5; ends += 1) await endOne();
  expect(started).toEqual(['in flight', 'find 1', 'find 2', 'earlier', 'later']);
});

test('a request that fails gives its slot back, and its error to its caller', async () => {
  const limiter = createRequestLimiter(() => 1);
  const failing = limiter.run(0, () => Promise.reject(new Error('failed')));
  const next = limiter.run(0, async () => 'sent');
  await expect(failing).rejects.toThrow('failed');
  expect(await next).toBe('sent');
});
