import type { ProviderStatus, Run } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';

const ACCOUNT = 7;
const MAPPING = { firstname: { field: 'firstName' } };

describe('testing the connection', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeEach(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  it('of a stored integration stores the result', async () => {
    const { id } = await calls.create();
    const up = await dataOf<ProviderStatus>(calls.asUser('connection.test', { integrationId: id }));
    expect(up).toMatchObject({ status: 'UP', checks: [{ id: 'ADDRESS' }, { id: 'SECRET' }] });
    const { status } = await calls.get(id);
    expect(status).toMatchObject({ status: 'UP', code: null });
    expect(Date.parse(status.checkedAt ?? '')).toBeGreaterThan(0);
    app.provider.secret = 'rotated';
    await dataOf(calls.asUser('connection.test', { integrationId: id }));
    expect((await calls.get(id)).status).toMatchObject({ status: 'DOWN', code: 'CLIENT_SECRET_WRONG' });
    expect((await calls.get(id)).version).toBe(1);
  });

  it('resumes a run that waited for the connection', async () => {
    const { id } = await calls.update(await calls.create(), { mapping: MAPPING, enabled: true });
    const knownSecret = app.provider.secret;
    app.provider.secret = 'rotated';
    const contacts = [{ id: 'c-1', email: 'anna@example.org', firstName: 'Anna' }];
    const { runs } = await dataOf<{ runs: Run[] }>(
      app.asService('sync.push', { accountId: ACCOUNT, contacts }),
    );
    const run = async () => await dataOf<Run>(calls.asUser('sync.get', { runId: runs[0]?.id }));
    await expect
      .poll(async () => (await run()).pause, { timeout: 20_000 })
      .toMatchObject({ reason: 'RECONNECT' });
    expect((await calls.get(id)).health.pausedRun).toMatchObject({
      runId: runs[0]?.id,
      pause: { code: 'CLIENT_SECRET_WRONG' },
    });
    app.provider.secret = knownSecret;
    await dataOf(calls.asUser('connection.test', { integrationId: id }));
    await expect.poll(async () => (await run()).status, { timeout: 20_000 }).toBe('COMPLETED');
  });

  it('of given credentials stores nothing', async () => {
    const created = await calls.create();
    const test = {
      provider: 'memory',
      integrationId: created.id,
      credentials: calls.credentials({ secret: 'wrong' }),
    };
    expect(await dataOf(calls.asUser('connection.test', test))).toMatchObject({ status: 'DOWN' });
    const { health: _, ...unchanged } = await calls.get(created.id);
    expect(unchanged).toEqual(created);
    expect(await dataOf(calls.asUser('config.list'))).toHaveLength(1);
  });

  it('takes missing credentials from the stored integration of the same provider', async () => {
    const { id } = await calls.create();
    const given = { user: 'berta', secret: null };
    const test = { provider: 'memory', integrationId: id, credentials: given };
    expect(await dataOf(calls.asUser('connection.test', test))).toMatchObject({ status: 'UP' });
    expect(app.provider.opened.at(-1)).toEqual({
      user: 'berta',
      secret: app.provider.secret,
      address: 'https://crm.example',
    });
    expect(await calls.refusal('connection.test', { ...test, provider: 'other' })).toMatchObject({
      status: 400,
      params: { path: 'provider' },
    });
    expect(app.otherProvider.opened).toEqual([]);
  });

  it.each([
    [{ user: '¯\\_(ツ)_/¯' }, 'SECRET', 'CLIENT_UNKNOWN'],
    [{ address: '' }, 'ADDRESS', 'ENVIRONMENT_URL_INVALID'],
    [{ address: 'https://forbidden.example' }, 'ADDRESS', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    [{ secret: '' }, 'SECRET', 'CREDENTIAL_MISSING'],
    [{ expiresOn: 'soon' }, 'CREDENTIALS', 'BAD_REQUEST'],
  ])('returns DOWN for %o, with the failed check and its code', async (changes, check, code) => {
    const test = { provider: 'memory', credentials: calls.credentials(changes) };
    const status = await dataOf<ProviderStatus>(calls.asUser('connection.test', test));
    expect(status.status).toBe('DOWN');
    expect(status.checks.find(({ status: ended }) => ended === 'FAILED')).toMatchObject({
      id: check,
      code,
    });
  });
});
