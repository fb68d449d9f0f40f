import type { PushResult, Run } from '@goodfunds/shared';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf, openProgress } from '../../test/harness/http-client.ts';
import { integrationCalls } from '../../test/harness/integration-calls.ts';
import { createRateLimits, MAX_STREAMS, type RateLimit } from '../security/rate-limits.ts';
import { listProcedures } from './procedure-list.ts';
import { rateLimitOf } from './rate-limit-rules.ts';

const ACCOUNT = 7;
const OTHER_ACCOUNT = 8;
const CALLS = 5;
/** Longer than any of these tests takes, even on a slow machine. */
const SECONDS = 60;
/** Short enough to wait for. */
const BRIEF = { procedure: 'config.providers', calls: 1, seconds: 1 };
const STREAMS = 4;

describe('rate limits', () => {
  let app: MemoryApp;
  beforeAll(async () => {
    const strict = ['sync.push', 'config.list', 'config.get', 'config.create'];
    const limitOf = (procedure: string): RateLimit => {
      if (procedure === BRIEF.procedure) return BRIEF;
      return { calls: strict.includes(procedure) ? CALLS : 1_000, seconds: SECONDS };
    };
    app = await startMemoryApp({ rateLimits: createRateLimits(limitOf, STREAMS) });
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const pushTo = async (accountId: number) =>
    await app.asService('sync.push', { accountId, contacts: [{ id: 'c-1', email: 'c-1@example.org' }] });
  const pushTooOften = async (accountId: number) =>
    await Promise.all(Array.from({ length: CALLS * 4 }, async () => await pushTo(accountId)));

  it('answer too many calls with 429 and the time to wait', async () => {
    const answers = await pushTooOften(ACCOUNT);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(CALLS);
    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, body } of refused) {
      expect(status).toBe(429);
      expect(body.error?.data).toMatchObject({
        code: 'TOO_MANY_REQUESTS',
        crm: { code: 'TOO_MANY_REQUESTS', retryable: true },
      });
    }
    const waits = refused.map(({ body }) => Number(body.error?.data.crm['retryAfterMs']));
    expect(Math.min(...waits)).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(SECONDS * 1_000);
  });

  it('accept calls again after that time', async () => {
    const call = async () => await app.asService(BRIEF.procedure, { accountId: ACCOUNT });
    const statuses = (await Promise.all(Array.from({ length: 50 }, call))).map(({ status }) => status);
    expect(statuses).toContain(429);
    await expect.poll(async () => (await call()).status, { interval: 200, timeout: 20_000 }).toBe(200);
  });

  it('set the Retry-After header', async () => {
    await pushTooOften(21);
    const answer = await fetch(`${app.url}/trpc/sync.push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.serviceKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ accountId: 21, contacts: [{ id: 'c-1' }] }),
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([
      429,
      expect.stringMatching(/^[1-6]?[0-9]$/),
    ]);
  });

  it('of one account do not affect other accounts, nor other procedures of the same account', async () => {
    await pushTooOften(31);
    expect((await pushTo(31)).status).toBe(429);
    expect((await pushTo(OTHER_ACCOUNT)).status).toBe(200);
    expect((await app.asService('config.list', { accountId: 31 })).status).toBe(200);
  });

  it('of users do not affect the host application', async () => {
    const asUser = app.asUserOf(41);
    await Promise.all(Array.from({ length: CALLS * 2 }, async () => await asUser('config.list')));
    expect((await asUser('config.list')).status).toBe(429);
    expect((await app.asService('config.list', { accountId: 41 })).status).toBe(200);
  });

  it('count each call of a batch', async () => {
    const answer = await fetch(`${app.url}/trpc/${'config.get,'.repeat(10).slice(0, -1)}?batch=1`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await app.userToken(51)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, {}]))),
    });
    const results = (await answer.json()) as { error?: { data: { code: string } } }[];
    expect(results.filter(({ error }) => error?.data.code === 'TOO_MANY_REQUESTS')).toHaveLength(10 - CALLS);
  });

  it.each([
    ['discovery.fields,config.get,sync.contacts', 'discovery.fields, sync.contacts'],
    [encodeURIComponent('config.list,config.list'), 'config.list, config.list'],
  ])('allow one costly call in a request: %s', async (procedures, named) => {
    const answer = await fetch(`${app.url}/trpc/${procedures}?batch=1`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await app.userToken(52)}`,
        'content-type': 'application/json',
      },
      body: '{}',
    });
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text).toContain(`"message":"must be sent in separate requests: ${named}"`);
    expect(text).not.toContain('"result"');
  });

  it('apply before the input is validated', async () => {
    const asUser = app.asUserOf(61);
    const nonsense = { provider: 42 };
    const answers = [];
    for (let call = 0; call < CALLS * 2; call += 1)
      answers.push((await asUser('config.create', nonsense)).status);
    expect(answers).toEqual([400, 400, 400, 400, 400, 429, 429, 429, 429, 429]);
    expect(app.provider.opened).toEqual([]);
  });

  it('apply to open streams: a new one is accepted when another has ended', async () => {
    const held = Promise.withResolvers<void>();
    onTestFinished(() => held.resolve());
    app.provider.crm.before = async () => await held.promise;
    const { id: runId } = await openRun(app, 71);
    const stream = async (accountId: number, token = app.serviceKey) => {
      const answer = await openProgress(app.url, token, { accountId, runId });
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let seen = '';
      while (!/^data: \{"(?:id|message)"/m.test(seen)) {
        const part = await reader?.read();
        if (part?.value === undefined) break;
        seen += part.value;
      }
      const retryAfter = answer.headers.get('retry-after');
      return { seen, status: answer.status, retryAfter, close: async () => await reader?.cancel() };
    };
    const open = await Promise.all(Array.from({ length: STREAMS }, async () => await stream(71)));
    for (const { seen } of open) expect(seen).toContain(runId);
    const refused = await stream(71);
    expect(refused.seen).toContain('TOO_MANY_REQUESTS');
    expect(refused).toMatchObject({ status: 429, retryAfter: '5' });
    // Users and the host application count apart.
    const token = await app.userToken(71);
    const ofUsers = await Promise.all(Array.from({ length: STREAMS }, async () => await stream(71, token)));
    for (const { seen } of ofUsers) expect(seen).toContain(runId);
    expect((await stream(71, token)).status).toBe(429);
    // The number of streams does not affect another account, which is refused for the foreign run.
    expect((await stream(72)).seen).toContain('NOT_FOUND');
    await open[0]?.close();
    await expect.poll(async () => (await stream(71)).seen, { timeout: 10_000 }).toContain(runId);
  });

  it('allow a number of open streams in production', () => {
    const { openStream } = createRateLimits(rateLimitOf);
    const releases = Array.from({ length: MAX_STREAMS }, () => openStream('user 7'));
    expect(releases).not.toContain(null);
    expect(openStream('user 7')).toBeNull();
    expect(openStream('service 7')).not.toBeNull();
    releases[0]?.();
    expect(openStream('user 7')).not.toBeNull();
  });

  it('allow twenty concurrent pushes and fast clicking in production', () => {
    expect(rateLimitOf('sync.push').calls).toBeGreaterThanOrEqual(1_000);
    for (const { path } of listProcedures()) {
      const { calls, seconds } = rateLimitOf(path);
      expect(calls / seconds).toBeGreaterThanOrEqual(2);
    }
  });
});

async function openRun(app: MemoryApp, accountId: number): Promise<Run> {
  const calls = integrationCalls(app, accountId);
  const created = await calls.create();
  await calls.update(created, { mapping: { firstname: { field: 'firstName' } }, enabled: true });
  const contacts = [{ id: 'c-1', email: 'c-1@example.org' }];
  const pushed = await dataOf<PushResult>(app.asService('sync.push', { accountId, contacts }));
  const [run] = pushed.runs;
  if (!run) throw new Error('nothing was queued');
  return run;
}
