import { describe, expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import type { Operation } from '../testing/batch.ts';
import { answeredParts, continueOnError, sendBatch } from '../testing/batch.ts';
import { connect, refusal, requestToken } from '../testing/client.ts';

const create = (lastname: string): Operation => ({ method: 'POST', path: 'contacts', body: { lastname } });

describe('10. Throttling, outages and lost answers', () => {
  test('every answer has the state of the limits and a recommended parallelism', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const { headers } = await client.get('WhoAmI');
    expect(headers.get('x-ms-ratelimit-burst-remaining-xrm-requests')).toBe('5999');
    expect(headers.get('x-ms-ratelimit-time-remaining-xrm-requests')).toMatch(/^\d+\.\d+$/);
    expect(Number(headers.get('x-ms-dop-hint'))).toBeGreaterThan(0);
  });

  test.each([
    [
      'requests',
      '0x80072322',
      'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
    ],
    [
      'time',
      '0x80072321',
      'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
    ],
    ['concurrency', '0x80072326', 'Number of concurrent requests exceeded the limit of 52.'],
  ] as const)(
    'a scripted throttle by %s has its code, its text and Retry-After',
    async (limit, code, message) => {
      await using emulator = await startEmulator();
      const client = await connect(emulator);
      emulator.addFaults(
        { match: { url: '/contacts' }, action: { type: 'throttle', limit, retryAfter: 17 } },
        {
          match: { url: '/contacts' },
          action: { type: 'throttle', limit, retryAfter: { date: '2026-03-01T10:00:00Z' } },
        },
      );
      const first = await client.get('contacts?$top=1');
      expect(refusal(first)).toEqual({ status: 429, code, message });
      expect(first.headers.get('retry-after')).toBe('17');
      expect((await client.get('contacts?$top=1')).headers.get('retry-after')).toBe(
        'Sun, 01 Mar 2026 10:00:00 GMT',
      );
      expect((await client.get('contacts?$top=1')).status).toBe(200);
    },
  );

  test('the request limit slides, and retrying at once prolongs the wait', async () => {
    let now = new Date('2026-03-01T10:00:00Z');
    await using emulator = await startEmulator({ runtime: { now: () => now } });
    const client = await connect(emulator);
    emulator.setProtection({ enforced: true, requests: 2, windowSeconds: 10 });
    const at = (seconds: number) => {
      now = new Date(Date.UTC(2026, 2, 1, 10, 0, seconds));
      return client.get('WhoAmI');
    };
    expect([(await at(0)).status, (await at(4)).status]).toEqual([200, 200]);
    const refused = await at(5);
    expect(refusal(refused)).toMatchObject({ status: 429, code: '0x80072322' });
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await at(11)).status).toBe(429);
    expect((await at(22)).status).toBe(200);
  });

  test('the time limit counts the cost of requests', async () => {
    await using emulator = await startEmulator({ runtime: { delay: () => Promise.resolve() } });
    const client = await connect(emulator);
    emulator.setCostModel({ operationMs: { create: 600 } });
    emulator.setProtection({ enforced: true, executionTimeMs: 1000 });
    expect((await sendBatch(client, [create('a'), create('b')])).status).toBe(200);
    expect(refusal(await client.get('WhoAmI'))).toMatchObject({ status: 429, code: '0x80072321' });
  });

  test('the concurrency limit counts running requests', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await using emulator = await startEmulator({ runtime: { delay: () => held } });
    const client = await connect(emulator);
    emulator.setCostModel({ operationMs: { create: 1 } });
    emulator.setProtection({ enforced: true, concurrency: 1 });
    const slow = client.post('contacts', { lastname: 'Slow' });
    await expect.poll(() => emulator.contactCount()).toBe(1);
    expect(refusal(await client.get('WhoAmI'))).toMatchObject({ status: 429, code: '0x80072326' });
    release();
    expect((await slow).status).toBe(204);
    expect((await client.get('WhoAmI')).status).toBe(200);
  });

  test('a gateway answers 503 in HTML', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addFaults({
      match: { method: 'GET' },
      after: 1,
      times: 2,
      action: {
        type: 'respond',
        status: 503,
        headers: { 'Content-Type': 'text/html' },
        body: '<html>Service Unavailable</html>',
      },
    });
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await client.get('WhoAmI')).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(emulator.faults()).toMatchObject([{ matched: 3, acted: 2 }]);
  });

  test('a connection dropped after the commit leaves the row, one dropped before leaves nothing', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addFaults(
      { match: { method: 'POST' }, action: { type: 'drop', when: 'beforeCommit' } },
      { match: { method: 'POST' }, action: { type: 'drop', when: 'afterCommit' } },
    );
    await expect(client.post('contacts', { lastname: 'Lost' })).rejects.toThrow('fetch failed');
    expect(emulator.contactCount()).toBe(0);
    await expect(client.post('contacts', { lastname: 'Kept' })).rejects.toThrow('fetch failed');
    expect([...emulator.contacts()]).toMatchObject([{ lastname: 'Kept' }]);
    expect(emulator.requests().map((request) => request.status)).toEqual([200, null, null]);
  });

  test('an answer can be truncated', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addFaults({ match: { url: 'WhoAmI' }, action: { type: 'truncate', afterBytes: 20 } });
    await expect(client.get('WhoAmI')).rejects.toThrow('terminated');
    expect((await client.get('WhoAmI')).status).toBe(200);
  });

  test('a fault can affect one part of a batch', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addFaults(
      {
        match: { url: '\\$batch$' },
        part: { method: 'POST', body: '"Two"' },
        action: { type: 'throttle', limit: 'time', retryAfter: 3 },
      },
      {
        part: { body: '"Three"' },
        action: {
          type: 'respond',
          status: 400,
          body: { error: { code: '0x80040265', message: 'A plug-in said no' } },
        },
      },
    );
    const answer = await sendBatch(client, ['One', 'Two', 'Three'].map(create), continueOnError);
    expect(answeredParts(answer)).toMatchObject([
      { status: 204 },
      { status: 429, headers: { 'retry-after': '3' }, json: { error: { code: '0x80072321' } } },
      { status: 400, json: { error: { code: '0x80040265' } } },
    ]);
    expect([...emulator.contacts()].map((row) => row.lastname)).toEqual(['One']);
  });

  test('a batch can lose its connection between two parts', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addFaults({ part: { body: '"Two"' }, action: { type: 'drop', when: 'afterCommit' } });
    await expect(sendBatch(client, ['One', 'Two', 'Three'].map(create))).rejects.toThrow('fetch failed');
    expect([...emulator.contacts()].map((row) => row.lastname)).toEqual(['One', 'Two']);
  });

  test('delays use the injected runtime', async () => {
    const delays: number[] = [];
    const delay = (durationMs: number) => {
      delays.push(durationMs);
      return Promise.resolve();
    };
    await using emulator = await startEmulator({ runtime: { delay }, latencyMs: 40 });
    const client = await connect(emulator);
    emulator.addFaults(
      { match: { url: 'WhoAmI' }, action: { type: 'delay', delayMs: 5000 } },
      { part: { method: 'POST' }, times: 2, action: { type: 'delay', delayMs: 70 } },
    );
    await client.get('WhoAmI');
    await sendBatch(client, [create('a'), create('b')]);
    expect(delays).toEqual([5000, 40, 70, 70, 40]);
  });

  test('faults can affect the token endpoint', async () => {
    await using emulator = await startEmulator();
    emulator.addFaults(
      { match: { url: '/oauth2/v2.0/token$' }, action: { type: 'refuseToken', code: '90033' } },
      { match: { url: '/oauth2/v2.0/token$' }, action: { type: 'refuseToken', code: '53003' } },
    );
    expect(await requestToken(emulator)).toMatchObject({ status: 503, json: { error_codes: [90033] } });
    expect(await requestToken(emulator)).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant', suberror: 'message_only' },
    });
    expect((await requestToken(emulator)).status).toBe(200);
  });

  test('faults can be cleared', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addFaults({ times: null, action: { type: 'respond', status: 502 } });
    expect((await client.get('WhoAmI')).status).toBe(502);
    emulator.clearFaults();
    expect((await client.get('WhoAmI')).status).toBe(200);
  });
});
