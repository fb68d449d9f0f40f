import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { isTransient, toPanelError } from './panel-error.ts';

const answered = (crm: unknown) =>
  new TRPCClientError('refused', { result: { error: { code: -32600, message: 'refused', data: { crm } } } });

test('the code, parameters, request id and wait of the server’s answer are taken over', () => {
  const crm = { code: 'THROTTLED', params: { until: 'x' }, requestId: 'r1', retryAfterMs: 5000 };
  expect(toPanelError(answered(crm))).toEqual({
    code: 'THROTTLED',
    params: { until: 'x' },
    requestId: 'r1',
    retryAfterMs: 5000,
  });
});

test('without an answer the server was not reached, which passes by itself', () => {
  const lost = new TRPCClientError('fetch failed');
  expect(toPanelError(lost).code).toBe('API_UNREACHABLE');
  expect(isTransient(lost)).toBe(true);
  expect(isTransient(answered({ code: 'CONFLICT' }))).toBe(false);
});

test('a code that this panel does not know is an error of ours', () => {
  expect(toPanelError(answered({ code: 'FROM_THE_FUTURE' })).code).toBe('INTERNAL');
});
