import { expect, test } from 'vitest';
import type { Clock } from '../runtime/runtime.ts';
import { createCachedValue } from './cached-value.ts';

const MAX_AGE_MS = 60_000;

function fixture() {
  let nowMs = 1_000_000;
  const clock: Clock = { now: () => nowMs, sleep: async () => undefined };
  const loads: { caller: string; signal: AbortSignal; result: PromiseWithResolvers<string> }[] = [];
  const get = createCachedValue<string, string>({
    clock,
    maxAgeMs: MAX_AGE_MS,
    load: (caller, signal) => {
      const result = Promise.withResolvers<string>();
      signal.addEventListener('abort', () => result.reject(signal.reason));
      loads.push({ caller, signal, result });
      return result.promise;
    },
  });
  const passTime = (durationMs: number): void => {
    nowMs += durationMs;
  };
  return { get, loads, passTime };
}

test('concurrent callers share one load, on a cold and on an expired cache', async () => {
  const { get, loads, passTime } = fixture();
  const cold = Promise.all([get('a'), get('b'), get('c')]);
  loads[0]?.result.resolve('first');
  expect(await cold).toEqual(['first', 'first', 'first']);
  passTime(MAX_AGE_MS);
  expect(await get('a')).toBe('first');
  passTime(1);
  const expired = Promise.all([get('a'), get('b', { refresh: true })]);
  loads[1]?.result.resolve('second');
  expect(await expired).toEqual(['second', 'second']);
  expect(loads.map(({ caller }) => caller)).toEqual(['a', 'a']);
});

test('a caller that aborts is cancelled at once, and the load continues for the others', async () => {
  const { get, loads } = fixture();
  const [first, second] = [new AbortController(), new AbortController()];
  const aborted = get('a', { signal: first.signal });
  const other = get('b', { signal: second.signal });
  first.abort(new Error('enough'));
  await expect(aborted).rejects.toMatchObject({ code: 'CANCELLED', retryable: true });
  loads[0]?.result.resolve('value');
  expect(await other).toBe('value');
  expect(loads).toMatchObject([{ signal: { aborted: false } }]);
});

test('a load that no caller waits for is aborted, and the next caller starts another', async () => {
  const { get, loads } = fixture();
  const controller = new AbortController();
  const aborted = get('a', { signal: controller.signal });
  controller.abort();
  await expect(aborted).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(loads[0]?.signal.aborted).toBe(true);
  const next = get('b');
  loads[1]?.result.resolve('value');
  expect(await next).toBe('value');
  await expect(get('a', { signal: controller.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(loads).toHaveLength(2);
});

test('a failure is not kept, and a failed refresh leaves the value that was there', async () => {
  const { get, loads } = fixture();
  const failing = get('a');
  loads[0]?.result.reject(new Error('broken'));
  await expect(failing).rejects.toThrow('broken');
  const working = get('a');
  loads[1]?.result.resolve('value');
  expect(await working).toBe('value');
  const refresh = get('a', { refresh: true });
  loads[2]?.result.reject(new Error('broken'));
  await expect(refresh).rejects.toThrow('broken');
  expect(await get('a')).toBe('value');
  expect(loads).toHaveLength(3);
});

test('a failure of another caller’s load is repeated once, until the time that the caller names', async () => {
  const { get, loads } = fixture();
  const first = get('a');
  const late = get('b');
  const patient = get('c', { retryUntilMs: 2_000_000 });
  loads[0]?.result.reject(new Error('lease ended'));
  await expect(first).rejects.toThrow('lease ended');
  await expect(late).rejects.toThrow('lease ended');
  loads[1]?.result.resolve('value');
  expect(await patient).toBe('value');
  expect(loads.map(({ caller }) => caller)).toEqual(['a', 'c']);
});
