import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { retryDelayOf, toPanelError } from './panel-error.ts';

const answered = (crm: unknown) =>
  new TRPCClientError('refused', { result: { error: { code: -32600, message: 'refused', data: { crm } } } });

test('code, parameters, request id and wait come from the response', () => {
  const crm = { code: 'THROTTLED', params: { until: 'x' }, requestId: 'r1', retryAfterMs: 5000 };
  expect(toPanelError(answered(crm))).toEqual({
    code: 'THROTTLED',
    params: { until: 'x' },
    requestId: 'r1',
    retryAfterMs: 5000,
  });
});

test('without a response the server was unreachable, which is transient', () => {
  const lost = new TRPCClientError('fetch failed');
  expect(toPanelError(lost).code).toBe('API_UNREACHABLE');
  expect([0, 1, 2].map((failures) => retryDelayOf(lost, failures))).toEqual([1_000, 2_000, null]);
  expect(retryDelayOf(answered({ code: 'CONFLICT' }), 0)).toBeNull();
});

test.each(['TOO_MANY_REQUESTS', 'TOKEN_KEYS_UNAVAILABLE'])(
  'after %s a retry waits as long as the server asks, and a person sees a long wait',
  (code) => {
    const delayAfter = (retryAfterMs: number) => retryDelayOf(answered({ code, retryAfterMs }), 0);
    expect([300, 4_000, 30_000].map(delayAfter)).toEqual([1_000, 4_000, null]);
  },
);

test('an unknown code is an internal error', () => {
  expect(toPanelError(answered({ code: 'FROM_THE_FUTURE' })).code).toBe('INTERNAL');
});
