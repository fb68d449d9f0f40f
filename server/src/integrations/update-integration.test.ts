import type { ProviderStatus } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';

const ACCOUNT = 7;
const MAPPING = { firstname: { field: 'firstName' } };

describe('updating an integration', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeEach(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  it('keeps settings that are not given, and increases the version', async () => {
    const created = await calls.create();
    const updated = await calls.update(created, { strategy: 'SKIP', name: 'Fundraising' });
    expect(updated).toEqual({
      ...created,
      strategy: 'SKIP',
      name: 'Fundraising',
      version: 2,
      updatedAt: updated.updatedAt,
    });
  });

  it('refuses a stale version with the current one; the author of that is readable', async () => {
    const created = await calls.create();
    expect((await calls.update(created, { name: 'First' })).changedBy).toBe('Anna Muster');
    expect(await calls.refusedUpdate(created, { name: 'Second' })).toEqual({
      status: 409,
      code: 'CONFLICT',
      params: { currentVersion: 2 },
    });
    expect((await calls.get(created.id)).name).toBe('First');
  });

  it('keeps a secret that is left out or null, and clears an optional value that is null', async () => {
    const created = await calls.create({ expiresOn: '2027-01-31' });
    const moved = await calls.update(created, {
      credentials: { user: 'berta', secret: null, expiresOn: null },
    });
    expect(moved.credentials).toEqual({ ...created.credentials, user: 'berta', expiresOn: null });
    const status = await dataOf<ProviderStatus>(
      calls.asUser('connection.test', { integrationId: created.id }),
    );
    expect(status.status).toBe('UP');
    expect(app.provider.opened.at(-1)).toMatchObject({ user: 'berta', secret: app.provider.secret });
  });

  it('resets the result of the last test when credentials change, and only then', async () => {
    const created = await calls.create();
    await dataOf(calls.asUser('connection.test', { integrationId: created.id }));
    const same = await calls.update(created, { credentials: calls.credentials() });
    expect(same.status.status).toBe('UP');
    const changed = await calls.update(same, { credentials: { address: 'https://other.example' } });
    expect(changed.status.status).toBe('UNKNOWN');
  });

  it.each([
    [{ secret: '' }, 'CREDENTIAL_MISSING'],
    [{ address: 'https://forbidden.example' }, 'ENVIRONMENT_HOST_NOT_ALLOWED'],
  ])('refuses credentials %o, as creating does', async (changes, code) => {
    expect(await calls.refusedUpdate(await calls.create(), { credentials: changes })).toMatchObject({
      status: 400,
      code,
    });
  });

  it('keeps the connection and its status when only the expiry date changes', async () => {
    const created = await calls.create();
    await dataOf(calls.asUser('connection.test', { integrationId: created.id }));
    const before = await app.store.integrations.find(ACCOUNT, created.id);
    const noted = await calls.update(created, {
      credentials: calls.credentials({ expiresOn: '2027-01-31' }),
    });
    expect(noted).toMatchObject({ version: 2, credentials: { expiresOn: '2027-01-31' } });
    expect(noted.status.status).toBe('UP');
    const after = await app.store.integrations.find(ACCOUNT, created.id);
    expect(after?.credentialsVersion).toBe(before?.credentialsVersion);
    expect(after?.secrets).toEqual(before?.secrets);
    expect((await calls.get(created.id)).health.secretExpiresOn).toBe('2027-01-31');
    const withSecret = { credentials: { expiresOn: '2027-02-28', secret: 'another-secret-of-the-same-crm' } };
    expect((await calls.update(noted, withSecret)).status.status).toBe('UNKNOWN');
  });

  it('adds the rows that matching needs to every mapping, and keeps their strategy', async () => {
    const { mapping } = await calls.update(await calls.create(), {
      mapping: { ...MAPPING, emailaddress1: { field: 'externalId', strategy: 'SKIP' } },
    });
    expect(mapping).toEqual({ ...MAPPING, emailaddress1: { field: 'email', strategy: 'SKIP' } });
  });

  it('checks a mapping against the current attributes', async () => {
    const created = await calls.create();
    const broken = { mapping: { ...MAPPING, nickname: { field: 'title' }, statecode: { field: 'title' } } };
    expect(await calls.refusedUpdate(created, broken)).toEqual({
      status: 400,
      code: 'ATTRIBUTE_UNKNOWN',
      params: {
        attribute: 'nickname',
        field: 'title',
        path: 'mapping.nickname',
        problems: ['nickname ATTRIBUTE_UNKNOWN', 'statecode ATTRIBUTE_NOT_WRITABLE'],
      },
    });
    app.provider.fields.pop();
    expect(
      await calls.refusedUpdate(created, {
        mapping: { new_shirtsize: { field: 'title' }, statecode: { field: 'title' } },
      }),
    ).toMatchObject({
      code: 'ATTRIBUTE_UNKNOWN',
      params: { attribute: 'statecode' },
    });
  });

  it('saves a mapping while the CRM does not answer', async () => {
    const created = await calls.create();
    app.provider.isUnavailable = true;
    expect((await calls.update(created, { mapping: MAPPING })).mapping).toMatchObject(MAPPING);
  });
});
