import type { Contact, Integration, PushResult, Run, RunPage } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type DynamicsApp,
  type MemoryApp,
  startDynamicsApp,
  startMemoryApp,
} from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';
import { waitUntil } from '../../test/reliability/support/wait.ts';

const ACCOUNT = 7;
const MAPPING = { firstname: { field: 'firstName' } };

describe('enabling an integration', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeEach(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  it('needs a mapping that was saved before, or in the same call', async () => {
    const created = await calls.create();
    expect(await calls.refusedUpdate(created, { enabled: true })).toMatchObject({
      status: 400,
      code: 'MAPPING_MISSING',
    });
    const mapped = await calls.update(created, { mapping: MAPPING });
    expect(mapped.enabled).toBe(false);
    expect((await calls.update(mapped, { enabled: true })).enabled).toBe(true);
    expect(
      (
        await calls.update(await calls.create({ address: 'https://b.example' }), {
          mapping: {},
          enabled: true,
        })
      ).enabled,
    ).toBe(true);
  });

  it('is refused while another integration of the account writes to the same environment', async () => {
    const first = await calls.update(await calls.create(), { mapping: MAPPING, enabled: true });
    const second = await calls.create();
    expect(await calls.refusedUpdate(second, { mapping: MAPPING, enabled: true })).toMatchObject({
      status: 409,
      code: 'ENVIRONMENT_IN_USE',
    });
    const other = app.asUserOf(ACCOUNT + 1);
    expect(
      (await calls.update(await calls.create({}, other), { mapping: MAPPING, enabled: true }, other)).enabled,
    ).toBe(true);
    await calls.update(first, { enabled: false });
    expect((await calls.update(second, { mapping: MAPPING, enabled: true })).enabled).toBe(true);
  });

  it('is refused for credentials of an environment in use', async () => {
    await calls.update(await calls.create(), { mapping: MAPPING, enabled: true });
    const elsewhere = await calls.create({ address: 'https://b.example' });
    const second = await calls.update(elsewhere, { mapping: MAPPING, enabled: true });
    const moving = { credentials: { address: 'https://crm.example' } };
    expect(await calls.refusedUpdate(second, moving)).toMatchObject({
      status: 409,
      code: 'ENVIRONMENT_IN_USE',
    });
  });
});

describe('switching an integration on', () => {
  let app: DynamicsApp;
  beforeEach(async () => {
    app = await startDynamicsApp();
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  const push = async (...ids: string[]): Promise<PushResult> =>
    await dataOf(app.asService('sync.push', { accountId: ACCOUNT, contacts: ids.map(person) }));
  const setEnabled = async ({ id }: Integration, enabled: boolean): Promise<Integration> => {
    const user = app.asUserOf(ACCOUNT);
    const { version } = await dataOf<Integration>(user('config.get', { integrationId: id }));
    return await dataOf(user('config.update', { integrationId: id, version, enabled }));
  };
  const runsOf = async ({ id }: Integration): Promise<Run[]> =>
    (await dataOf<RunPage>(app.asUserOf(ACCOUNT)('sync.list', { integrationId: id }))).runs;
  const endedRunsOf = async (integration: Integration): Promise<Run[]> => {
    await waitUntil(async () => (await runsOf(integration)).every(({ finishedAt }) => finishedAt !== null));
    return await runsOf(integration);
  };
  const addresses = (): unknown[] => [...app.emulator.contacts()].map((row) => row['emailaddress1']);

  it('for the first time starts a run over the contacts that were pushed before', async () => {
    expect((await push('ada', 'ben')).runs).toEqual([]);
    const integration = await app.connect(ACCOUNT);
    expect(await endedRunsOf(integration)).toMatchObject([
      { trigger: 'ENABLED', scope: 'CHANGED', status: 'COMPLETED', counts: { total: 2, created: 2 } },
    ]);
    expect(addresses()).toEqual(expect.arrayContaining(['ada@example.org', 'ben@example.org']));
  });

  it('again starts a run over the contacts that were pushed while it was off, and only these', async () => {
    const integration = await app.connect(ACCOUNT);
    await push('ada');
    await endedRunsOf(integration);
    await setEnabled(integration, false);
    expect((await push('ben')).runs).toEqual([]);
    await setEnabled(integration, true);
    expect(await endedRunsOf(integration)).toMatchObject([
      { trigger: 'ENABLED', scope: 'CHANGED', counts: { total: 1, created: 1 } },
      { trigger: 'PUSH' },
    ]);
    expect(addresses()).toContain('ben@example.org');
  });

  it('starts no run if it is on already', async () => {
    await push('ada');
    const integration = await app.connect(ACCOUNT);
    await setEnabled(integration, true);
    expect(await endedRunsOf(integration)).toHaveLength(1);
  });

  it('starts no run if the account has no contacts', async () => {
    const contacts = [person('ada')];
    await dataOf(app.asService('sync.push', { accountId: ACCOUNT + 1, contacts }));
    expect(await runsOf(await app.connect(ACCOUNT))).toEqual([]);
  });

  it('starts no run if it is refused', async () => {
    await push('ada');
    const integration = await setEnabled(await app.connect(ACCOUNT), false);
    const before = await endedRunsOf(integration);
    const stale = { integrationId: integration.id, version: integration.version - 1, enabled: true };
    expect((await app.asUserOf(ACCOUNT)('config.update', stale)).status).toBe(409);
    expect(await runsOf(integration)).toEqual(before);
  });
});

function person(id: string): Contact {
  return { id, email: `${id}@example.org`, firstName: id };
}
