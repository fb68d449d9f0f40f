import type { LoggedRequest } from '@goodfunds/dataverse-emulator';
import { describe, expect, test } from 'vitest';
import { throttlingFigures } from './throttling.ts';

const parameters = { retryAfterMs: 5_000, parallelism: 4, factor: 1 };

/** A request as the emulator logs it. */
function logged(atMs: number, durationMs: number, status: number): LoggedRequest {
  return {
    number: 1,
    receivedAt: new Date(Date.UTC(2030, 0, 1) + atMs).toISOString(),
    durationMs,
    status,
    kind: 'batch',
    method: 'POST',
    url: '/api/data/v9.2/$batch',
    fault: null,
    parts: [],
  };
}

describe('what a throttle costs', () => {
  test('is its duration if no work is done in it; the wait afterwards is counted separately', () => {
    const log = [logged(0, 1_000, 200), logged(1_000, 0, 429), logged(6_250, 1_000, 200)];
    expect(throttlingFigures(log, parameters)).toEqual({
      throttled: 1,
      early: 0,
      waitedBeyondMs: 250,
      lostMs: 5_000,
    });
  });

  test('is less by the work of requests that were let in before', () => {
    const log = [logged(0, 3_000, 200), logged(1_000, 0, 429), logged(6_000, 1_000, 200)];
    expect(throttlingFigures(log, parameters).lostMs).toBe(5_000 - 2_000 / 4);
  });

  test('a request before the time is over is early, unless its sender could not know', () => {
    const log = [logged(1_000, 0, 429), logged(1_004, 0, 429), logged(3_000, 100, 200)];
    expect(throttlingFigures(log, parameters)).toMatchObject({ throttled: 2, early: 1 });
  });
});
