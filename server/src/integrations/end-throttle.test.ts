import type { Integration, ProviderStatus, Run } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DynamicsApp, startDynamicsApp } from '../../test/harness/app.ts';
import { dataOf, type HttpCall } from '../../test/harness/http-client.ts';

const ACCOUNT = 7;

describe('a run that the CRM has throttled for an hour', () => {
  let app: DynamicsApp;
  let asUser: HttpCall;
  let integration: Integration;
  let run: () => Promise<Run>;

  const throttle = { type: 'throttle', limit: 'time', retryAfter: 3_600 } as const;
  const whoAmIRequests = (): number => app.emulator.requestCounts().requests.whoami;

  beforeEach(async () => {
    app = await startDynamicsApp();
    asUser = app.asUserOf(ACCOUNT);
    integration = await app.connect(ACCOUNT);
    app.emulator.addFaults({ match: { body: 'PATCH|POST ' }, action: throttle });
    const contacts = [{ id: 'c-1', email: 'anna@example.org' }];
    const { runs } = await dataOf<{ runs: Run[] }>(
      app.asService('sync.push', { accountId: ACCOUNT, contacts }),
    );
    run = async () => await dataOf<Run>(asUser('sync.get', { runId: runs[0]?.id }));
    await vi.waitUntil(async () => (await run()).pause?.reason === 'THROTTLED', { timeout: 20_000 });
    app.emulator.clearRequests();
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  const testConnection = async (): Promise<ProviderStatus> =>
    await dataOf(asUser('connection.test', { integrationId: integration.id }));
  const saveSecret = async (clientSecret: string): Promise<Integration> => {
    const { id: integrationId, version } = integration;
    return await dataOf(asUser('config.update', { integrationId, version, credentials: { clientSecret } }));
  };
  const statusOfRun = async () => (await run()).status;

  it('continues as soon as a test of the connection is answered', async () => {
    expect((await testConnection()).status).toBe('UP');
    await expect.poll(statusOfRun, { timeout: 20_000 }).toBe('COMPLETED');
    expect(app.emulator.contactCount()).toBe(1);
  });

  it('continues as soon as a new secret is saved and answered', async () => {
    app.emulator.setSecret({ clientSecret: 'another~secret~of~the~application' });
    await saveSecret('another~secret~of~the~application');
    await expect.poll(statusOfRun, { timeout: 20_000 }).toBe('COMPLETED');
    expect(app.emulator.contactCount()).toBe(1);
  });

  it('waits on if the one request of the test is throttled too', async () => {
    app.emulator.addFaults({ match: { url: 'WhoAmI' }, times: null, action: throttle });
    const status = await testConnection();
    expect(status.checks.find(({ code }) => code === 'THROTTLED')).toMatchObject({ id: 'WHO_AM_I' });
    expect(whoAmIRequests()).toBe(1);
    expect((await run()).pause).toMatchObject({ reason: 'THROTTLED' });
  });

  it('waits on if the one request with the new secret is throttled too', async () => {
    app.emulator.addFaults({ match: { url: 'WhoAmI' }, times: null, action: throttle });
    app.emulator.setSecret({ clientSecret: 'another~secret~of~the~application' });
    await saveSecret('another~secret~of~the~application');
    expect(whoAmIRequests()).toBe(1);
    expect((await run()).pause).toMatchObject({ reason: 'THROTTLED' });
  });
});
