import type { Run } from '@goodfunds/shared';
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, isTRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf, openProgress } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';
import type { AppRouter } from './router.ts';
import type { ConnectionTestEvent } from './streams.ts';

const ACCOUNT = 7;

describe('typed clients', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeAll(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const clientWith = (link: typeof httpBatchLink | typeof httpBatchStreamLink) =>
    createTRPCClient<AppRouter>({
      links: [
        link({
          url: `${app.url}/trpc`,
          methodOverride: 'POST',
          headers: async () => ({ authorization: `Bearer ${await app.userToken(ACCOUNT)}` }),
        }),
      ],
    });

  it('batch calls, and get each failure by its code', async () => {
    const client = clientWith(httpBatchLink);
    const [list, failure] = await Promise.allSettled([
      client.config.list.query({}),
      client.config.get.query({ integrationId: 'none' }),
    ]);
    expect(list.status).toBe('fulfilled');
    const reason: unknown = failure.status === 'rejected' ? failure.reason : null;
    expect(isTRPCClientError<AppRouter>(reason) && reason.data?.crm).toEqual({
      code: 'NOT_FOUND',
      retryable: false,
    });
  });

  it('receive each check of a connection test when it ends', async () => {
    const gate = Promise.withResolvers<void>();
    app.provider.betweenChecks = async () => await gate.promise;
    const events: ConnectionTestEvent[] = [];
    const stream = await clientWith(httpBatchStreamLink).connection.testStream.mutate({
      provider: 'memory',
      credentials: calls.credentials(),
    });
    for await (const event of stream) {
      events.push(event);
      // The second check starts only after the first was received.
      gate.resolve();
    }
    app.provider.betweenChecks = async () => {};
    expect(events.map(({ kind }) => kind)).toEqual(['CHECK', 'CHECK', 'STATUS']);
    expect(events.at(-1)).toMatchObject({ status: { status: 'UP' } });
  });

  it('follow a run to its end by server-sent events whose ids are its revisions', async () => {
    const { id, version } = await calls.create();
    const mapping = { firstname: { field: 'firstName' } };
    await dataOf(calls.asUser('config.update', { integrationId: id, version, mapping, enabled: true }));
    const contacts = [{ id: 'c-1', email: 'anna@example.org', firstName: 'Anna' }];
    const push = await dataOf<{ runs: Run[] }>(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
    const runId = push.runs[0]?.id ?? '';
    const answer = await openProgress(app.url, app.serviceKey, { accountId: ACCOUNT, runId });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const events = (await answer.text()).split('\n\n').filter((event) => /^id: /m.test(event));
    const runs = events.map((event) => JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '') as Run);
    expect(events.map((event) => Number(/^id: (\d+)$/m.exec(event)?.[1]))).toEqual(
      runs.map(({ revision }) => revision),
    );
    expect(runs.at(-1)).toMatchObject({ id: runId, status: 'COMPLETED', counts: { created: 1 } });
  });
});
