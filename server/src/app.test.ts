import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import {
  type DiscoveredFields,
  type Integration,
  type IntegrationWithHealth,
  MICROSOFT_DYNAMICS_CHECKS,
  type Preview,
  type ProviderStatus,
  type SuggestedMapping,
} from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DYNAMICS, type DynamicsApp, startDynamicsAppOn } from '../test/harness/app.ts';
import { dataOf, type HttpCall } from '../test/harness/http-client.ts';

const ACCOUNT = 7;

describe('an administrator who connects Dynamics', () => {
  let emulator: Emulator;
  let folder: string;
  let app: DynamicsApp;
  let call: HttpCall;
  const key = randomBytes(32).toString('base64');

  beforeEach(async () => {
    emulator = await startEmulator();
    folder = await mkdtemp(join(tmpdir(), 'goodfunds-app-'));
    await start({ ENCRYPTION_KEY: key });
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    await emulator[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (keys: Record<string, string>): Promise<void> => {
    app = await startDynamicsAppOn(emulator, { DATABASE_URL: `file:${join(folder, 'crm.sqlite')}`, ...keys });
    call = app.asUserOf(ACCOUNT);
  };
  const restart = async (keys: Record<string, string>): Promise<void> => {
    await app[Symbol.asyncDispose]();
    await start(keys);
  };
  const provider = DYNAMICS;
  const create = async (): Promise<Integration> =>
    await dataOf(call('config.create', { provider, credentials: app.credentials() }));

  it('tests, saves, discovers, applies the suggested mapping, previews, and enables', async () => {
    const tested = await dataOf<ProviderStatus>(
      call('connection.test', { provider, credentials: app.credentials() }),
    );
    expect(tested).toMatchObject({ status: 'UP', remote: { environmentId: emulator.organizationId } });
    expect(tested.checks.map(({ id, status }) => [id, status])).toEqual(
      MICROSOFT_DYNAMICS_CHECKS.map((id) => [id, 'PASSED']),
    );
    const { id: integrationId, version } = await create();
    const { crmFields } = await dataOf<DiscoveredFields>(call('discovery.fields', { integrationId }));
    expect(crmFields.find(({ attribute }) => attribute === 'emailaddress1')).toMatchObject({
      mappable: true,
    });
    const { rows } = await dataOf<SuggestedMapping>(call('config.suggestMapping', { integrationId }));
    const mapping = Object.fromEntries(rows.map(({ attribute, field }) => [attribute, { field }]));
    expect(mapping).toMatchObject({ emailaddress1: { field: 'email' }, lastname: { field: 'lastName' } });
    const contacts = [{ id: 'c-1', email: 'anna@example.org', lastName: 'Arendt' }];
    const push = { accountId: ACCOUNT, contacts };
    await dataOf(app.asService('sync.push', push));
    const preview = await dataOf<Preview>(call('sync.preview', { integrationId, draft: { mapping } }));
    expect(preview.outcomes).toMatchObject([{ contactId: 'c-1', outcome: 'CREATED' }]);
    expect(emulator.ledger()).toEqual([]);
    const update = { integrationId, version, mapping, enabled: true };
    expect(await dataOf(call('config.update', update))).toMatchObject({ enabled: true, version: 2 });
  });

  it('can paste values with blanks, slashes and invisible characters around them', async () => {
    const pasted = app.credentials({
      tenantId: `\u200b${emulator.tenantId.toUpperCase()} `,
      clientSecret: ` ${emulator.clientSecret}\n`,
      environmentUrl: `${emulator.baseUrl}/ `,
    });
    const created = await dataOf<Integration>(call('config.create', { provider, credentials: pasted }));
    expect(created.credentials).toMatchObject({
      tenantId: emulator.tenantId,
      environmentUrl: emulator.baseUrl,
    });
    const status = await dataOf<ProviderStatus>(call('connection.test', { integrationId: created.id }));
    expect(status.status).toBe('UP');
  });

  it.each([
    [
      { environmentUrl: 'https://org.crm4.dynamics.com/main.aspx' },
      'ENVIRONMENT_URL',
      'ENVIRONMENT_URL_HAS_PATH',
    ],
    [{ environmentUrl: 'http://org.crm4.dynamics.com' }, 'ENVIRONMENT_URL', 'ENVIRONMENT_URL_NOT_HTTPS'],
    [{ environmentUrl: 'https://169.254.169.254' }, 'ENVIRONMENT_URL', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    [
      { environmentUrl: 'https://crm4.dynamics.com.evil.example' },
      'ENVIRONMENT_URL',
      'ENVIRONMENT_HOST_NOT_ALLOWED',
    ],
    [{ environmentUrl: '   ' }, 'ENVIRONMENT_URL', 'ENVIRONMENT_URL_INVALID'],
    [{ environmentUrl: 'javascript:alert(1)' }, 'ENVIRONMENT_URL', 'ENVIRONMENT_URL_INVALID'],
    [{ tenantId: 'our tenant' }, 'TOKEN', 'TENANT_MALFORMED'],
    [{ clientId: '42' }, 'TOKEN', 'CLIENT_UNKNOWN'],
    [{ clientSecret: '' }, 'TOKEN', 'CREDENTIAL_MISSING'],
  ])('gets the same code from a test and from saving for %o', async (changes, check, code) => {
    const input = { provider, credentials: app.credentials(changes) };
    const status = await dataOf<ProviderStatus>(call('connection.test', input));
    expect(status.status).toBe('DOWN');
    expect(status.checks.find((ended) => ended.status === 'FAILED')).toMatchObject({ id: check, code });
    const refused = await call('config.create', input);
    expect(refused.status).toBe(400);
    const [name = ''] = Object.keys(changes);
    expect(refused.body.error?.data.crm).toMatchObject({ code, params: { path: `credentials.${name}` } });
    expect(emulator.requests()).toEqual([]);
  });

  it('learns that the secret is wrong, keeps the other values, and corrects only the secret', async () => {
    const wrong = app.credentials({ clientSecret: 'not-the-secret-of-this-application' });
    const created = await dataOf<Integration>(call('config.create', { provider, credentials: wrong }));
    const down = await dataOf<ProviderStatus>(call('connection.test', { integrationId: created.id }));
    expect(down.checks.find(({ status }) => status === 'FAILED')).toMatchObject({
      code: 'CLIENT_SECRET_WRONG',
    });
    const [listed] = await dataOf<IntegrationWithHealth[]>(call('config.list'));
    expect(listed?.status).toMatchObject({ status: 'DOWN', code: 'CLIENT_SECRET_WRONG' });
    const correction = { clientSecret: emulator.clientSecret };
    await dataOf(call('config.update', { integrationId: created.id, version: 1, credentials: correction }));
    const up = await dataOf<ProviderStatus>(call('connection.test', { integrationId: created.id }));
    expect(up.status).toBe('UP');
  });

  it('finds everything again after a restart and after a key rotation', async () => {
    const { id: integrationId } = await create();
    const nextKey = randomBytes(32).toString('base64');
    await restart({ ENCRYPTION_KEY: nextKey, ENCRYPTION_KEY_PREVIOUS: key });
    await restart({ ENCRYPTION_KEY: nextKey });
    const status = await dataOf<ProviderStatus>(call('connection.test', { integrationId }));
    expect(status.status).toBe('UP');
  });

  it('leaves the secret in no response, log line or file', async () => {
    const { id: integrationId } = await create();
    const answers = [
      await call('config.get', { integrationId }),
      await call('config.list'),
      await call('connection.test', { integrationId }),
      await call('discovery.fields', { integrationId }),
    ];
    await app.stop();
    const file = await readFile(join(folder, 'crm.sqlite'), 'latin1');
    const everything = JSON.stringify(answers) + app.logLines.join('') + file;
    expect(everything).toContain(emulator.clientId);
    expect(everything).not.toContain(emulator.clientSecret);
  });
});
