import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { isTransient, toPanelError } from './panel-error.ts';

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
  expect(isTransient(lost)).toBe(true);
  expect(isTransient(answered({ code: 'CONFLICT' }))).toBe(false);
});

test('an unknown code is an internal error', () => {
  expect(toPanelError(answered({ code: 'FROM_THE_FUTURE' })).code).toBe('INTERNAL');
});
