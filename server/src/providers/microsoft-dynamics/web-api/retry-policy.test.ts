import { describe, expect, test } from 'vitest';
import { type Attempt, decideRetry, type RetryDecision } from './retry-policy.ts';

type Answer = Extract<Attempt['result'], { kind: 'ANSWER' }>;

const first: Omit<Attempt, 'result'> = {
  profile: 'background',
  alternative: 'NONE',
  tries: 1,
  msLeft: 60_000,
  tokenRefreshed: false,
  chance: 0.5,
};

function afterAnswer(answer: Partial<Answer>, attempt: Partial<Attempt> = {}): RetryDecision {
  const result: Answer = {
    kind: 'ANSWER',
    status: 200,
    transient: false,
    multipart: false,
    retryAfterMs: null,
    ...answer,
  };
  return decideRetry({ ...first, ...attempt, result });
}

function afterFailure(
  failure: Extract<Attempt['result'], { kind: 'FAILURE' }>['failure'],
  attempt: Partial<Attempt> = {},
): RetryDecision {
  return decideRetry({ ...first, ...attempt, result: { kind: 'FAILURE', failure } });
}

describe('an answer that will not change is returned at once', () => {
  test.each([200, 204, 304, 400, 403, 404, 405, 412, 413, 302])('%i', (status) => {
    expect(afterAnswer({ status })).toEqual({ kind: 'ANSWER' });
  });

  test('also an answer in parts, whatever its outer status', () => {
    for (const status of [400, 401, 429, 500, 503]) {
      expect(afterAnswer({ status, multipart: true, transient: true })).toEqual({ kind: 'ANSWER' });
    }
  });
});

describe('a refused token is replaced once', () => {
  test('the first 401 fetches a new one', () => {
    expect(afterAnswer({ status: 401 })).toEqual({ kind: 'REFRESH_TOKEN' });
  });

  test('a 401 for a new token is returned, so that the run pauses', () => {
    expect(afterAnswer({ status: 401 }, { tokenRefreshed: true })).toEqual({ kind: 'ANSWER' });
  });
});

describe('a throttle blocks all requests as long as it requires', () => {
  test.each([[1_000], [300_000]])('Retry-After of %i ms blocks for as long', (retryAfterMs) => {
    expect(afterAnswer({ status: 429, transient: true, retryAfterMs })).toEqual({
      kind: 'BLOCK',
      forMs: retryAfterMs,
      last: false,
    });
  });

  test.each([
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
  ])('without Retry-After, try %i blocks for %i ms', (tries, forMs) => {
    expect(afterAnswer({ status: 429, transient: true }, { tries })).toEqual({
      kind: 'BLOCK',
      forMs,
      last: false,
    });
  });

  test('also for interactive requests, which the gate then refuses with the time', () => {
    expect(afterAnswer({ status: 429, retryAfterMs: 60_000 }, { profile: 'interactive' })).toEqual({
      kind: 'BLOCK',
      forMs: 60_000,
      last: false,
    });
  });

  test('a server that throttles without a wait is not retried forever', () => {
    const throttled = { status: 429, transient: true };
    expect(afterAnswer(throttled, { tries: 7 })).toEqual({ kind: 'BLOCK', forMs: 64_000, last: false });
    expect(afterAnswer(throttled, { tries: 8 })).toEqual({ kind: 'BLOCK', forMs: 64_000, last: true });
    expect(afterAnswer(throttled, { tries: 2, profile: 'interactive' })).toMatchObject({ last: true });
  });
});

describe('a transient failure is retried with increasing waits', () => {
  test.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
  ])('try %i waits %i ms', (tries, afterMs) => {
    expect(afterAnswer({ status: 503, transient: true }, { tries })).toEqual({ kind: 'RETRY', afterMs });
    expect(afterFailure('NETWORK', { tries })).toEqual({ kind: 'RETRY', afterMs });
  });

  test.each([
    [0, 250],
    [0.5, 500],
    [0.999, 750],
  ])('jitter %d changes the wait to %i ms', (chance, afterMs) => {
    expect(afterFailure('NETWORK', { chance })).toEqual({ kind: 'RETRY', afterMs });
  });

  test('a 400 with a transient code is retried, another one is not', () => {
    expect(afterAnswer({ status: 400, transient: true })).toEqual({ kind: 'RETRY', afterMs: 500 });
    expect(afterAnswer({ status: 400, transient: false })).toEqual({ kind: 'ANSWER' });
  });

  test('a Retry-After that is shorter than the own wait does not shorten it', () => {
    const busy = { status: 503, transient: true, retryAfterMs: 1_000 };
    expect(afterAnswer(busy, { tries: 3 })).toEqual({ kind: 'RETRY', afterMs: 2_000 });
  });

  test('the Retry-After of a 503 is observed', () => {
    expect(afterAnswer({ status: 503, transient: true, retryAfterMs: 7_000 })).toEqual({
      kind: 'RETRY',
      afterMs: 7_000,
    });
  });
});

describe('retrying ends', () => {
  test('after four attempts in the background and two interactive ones', () => {
    expect(afterFailure('NETWORK', { tries: 4 })).toEqual({ kind: 'GIVE_UP', retryAfterMs: null });
    expect(afterFailure('NETWORK', { tries: 2, profile: 'interactive' })).toEqual({
      kind: 'GIVE_UP',
      retryAfterMs: null,
    });
  });

  test('after two time-outs, because the same request would only take as long again', () => {
    expect(afterFailure('TIMED_OUT').kind).toBe('RETRY');
    expect(afterFailure('TIMED_OUT', { tries: 2 })).toEqual({ kind: 'GIVE_UP', retryAfterMs: null });
  });

  test.each(['SMALLER', 'SAFER'] as const)('after one time-out if the alternative is %s', (alternative) => {
    expect(afterFailure('TIMED_OUT', { alternative })).toEqual({ kind: 'GIVE_UP', retryAfterMs: null });
    expect(afterFailure('NETWORK', { alternative }).kind).toBe('RETRY');
  });

  test('after two attempts if there is a safer way', () => {
    const second = { tries: 2, alternative: 'SAFER' } as const;
    expect(afterFailure('NETWORK', second)).toEqual({ kind: 'GIVE_UP', retryAfterMs: null });
    expect(afterFailure('NETWORK', { ...second, alternative: 'SMALLER' }).kind).toBe('RETRY');
  });

  test('when the wait is too long, and the error has the time', () => {
    expect(afterAnswer({ status: 503, transient: true, retryAfterMs: 120_000 })).toEqual({
      kind: 'GIVE_UP',
      retryAfterMs: 120_000,
    });
  });

  test('when the call has no time left for the wait', () => {
    expect(afterFailure('NETWORK', { msLeft: 500 }).kind).toBe('RETRY');
    expect(afterFailure('NETWORK', { msLeft: 499 }).kind).toBe('GIVE_UP');
    expect(afterAnswer({ status: 429, retryAfterMs: 1_000 }, { msLeft: 0 })).toMatchObject({ last: true });
  });

  test.each([
    'NOT_HTTPS',
    'USER_INFO',
    'PORT',
    'HOST_NOT_ALLOWED',
    'ADDRESS_NOT_PUBLIC',
    'ANSWER_TOO_LARGE',
    'ABORTED',
  ] as const)('at once for %s', (failure) => {
    expect(afterFailure(failure)).toEqual({ kind: 'GIVE_UP', retryAfterMs: null });
  });

  test('not for a host that does not resolve: the resolver can be down', () => {
    expect(afterFailure('HOST_NOT_FOUND').kind).toBe('RETRY');
  });
});
