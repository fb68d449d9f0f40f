import { readFileSync } from 'node:fs';
import type { Integration, IntegrationWithHealth } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';

const ACCOUNT = 7;

describe('creating an integration', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeEach(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  it('returns everything but the secret; it is off, untested, and maps only the e-mail', async () => {
    const integration = await calls.create({ expiresOn: '2027-01-31' });
    expect(integration).toMatchObject({
      provider: 'memory',
      name: 'CRM in Memory',
      credentials: {
        user: 'anna',
        address: 'https://crm.example',
        secret: { isSet: true, hint: app.provider.secret.slice(-4) },
        expiresOn: '2027-01-31',
      },
      mapping: { emailaddress1: { field: 'email' } },
      strategy: 'UPDATE_IF_SOURCE_CHANGED',
      onAmbiguousMatch: 'REPORT',
      onDeletedInCrm: 'REPORT',
      enabled: false,
      status: { status: 'UNKNOWN', code: null, checkedAt: null },
      version: 1,
    });
    const [listed] = await dataOf<IntegrationWithHealth[]>(calls.asUser('config.list'));
    expect(listed).toEqual(await calls.get(integration.id));
    expect(listed?.health).toEqual({
      openRunId: null,
      pausedRun: null,
      failedItems: 0,
      openReviews: 0,
      lastRun: null,
      nextRunAt: null,
      secretExpiresOn: '2027-01-31',
    });
  });

  it('takes rules other than the default ones', async () => {
    const rules = { strategy: 'UPDATE_IF_EMPTY', onDeletedInCrm: 'RECREATE' } as const;
    const input = { provider: 'memory', credentials: calls.credentials(), ...rules };
    const integration = await dataOf<Integration>(calls.asUser('config.create', input));
    expect(integration).toMatchObject({ ...rules, onAmbiguousMatch: 'REPORT' });
    expect(await calls.get(integration.id)).toMatchObject(rules);
  });

  it.each([[[]], [['emailaddress2']], [['emailaddress1', 'emailaddress1']], [['emailaddress1', 'lastname']]])(
    'is refused with e-mail attributes that cannot be matched by: %j',
    async (matchEmailAttributes) => {
      const input = { provider: 'memory', credentials: calls.credentials(), matchEmailAttributes };
      expect(await calls.refusal('config.create', input)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
      const { id, version } = await calls.create();
      const change = { integrationId: id, version, matchEmailAttributes };
      expect(await calls.refusal('config.update', change)).toMatchObject({
        status: 400,
        code: 'BAD_REQUEST',
      });
    },
  );

  it('is refused once the account has twenty, however many calls come at once', async () => {
    const attempts = Array.from({ length: 24 }, async () => await calls.create());
    const created = (await Promise.allSettled(attempts)).flatMap((attempt) =>
      attempt.status === 'fulfilled' ? [attempt.value] : [],
    );
    expect(created).toHaveLength(20);
    const input = { provider: 'memory', credentials: calls.credentials() };
    expect(await calls.refusal('config.create', input)).toEqual({
      status: 409,
      code: 'TOO_MANY_INTEGRATIONS',
      params: { max: 20 },
    });
    await dataOf(calls.asUser('config.remove', { integrationId: created[0]?.id }));
    await calls.create();
    await integrationCalls(app, ACCOUNT + 1).create();
  });

  it('returns at most a quarter of a short secret as a hint', async () => {
    expect((await calls.create({ secret: 'abcdefgh' })).credentials['secret']).toEqual({
      isSet: true,
      hint: 'gh',
    });
    expect((await calls.create({ secret: 'abc' })).credentials['secret']).toEqual({ isSet: true, hint: '' });
  });

  it.each([
    [{ user: 'not a user' }, 'CLIENT_UNKNOWN', 'credentials.user'],
    [{ secret: '' }, 'CREDENTIAL_MISSING', 'credentials.secret'],
    [{ secret: null }, 'CREDENTIAL_MISSING', 'credentials.secret'],
    [{ address: '' }, 'ENVIRONMENT_URL_INVALID', 'credentials.address'],
    [{ address: 'https://forbidden.example' }, 'ENVIRONMENT_HOST_NOT_ALLOWED', 'credentials.address'],
    [{ expiresOn: 'soon' }, 'BAD_REQUEST', 'credentials.expiresOn'],
  ])('refuses credentials %o with code and path', async (changes, code, path) => {
    const input = { provider: 'memory', credentials: calls.credentials(changes) };
    expect(await calls.refusal('config.create', input)).toMatchObject({
      status: 400,
      code,
      params: { path },
    });
    expect(await dataOf(calls.asUser('config.list'))).toEqual([]);
  });

  it('refuses an unknown provider', async () => {
    const input = { provider: 'nobody', credentials: {} };
    expect(await calls.refusal('config.create', input)).toMatchObject({
      status: 400,
      params: { path: 'provider' },
    });
  });

  it('keeps the secret out of database, audit and log', async () => {
    const integration = await calls.create();
    await calls.update(integration, { credentials: { secret: 'another-secret-entirely' }, name: 'Renamed' });
    const path = app.databaseUrl.slice('file:'.length);
    const file = new Sqlite(path);
    file.pragma('wal_checkpoint(TRUNCATE)');
    const audit = file.prepare('select actor, action, changes from audit order by id').all() as AuditRow[];
    file.close();
    expect(audit.map(({ actor, action }) => [actor, action])).toEqual([
      ['user:42', 'INTEGRATION_CREATED'],
      ['user:42', 'INTEGRATION_UPDATED'],
    ]);
    const [created, updated] = audit.map(({ changes }) => JSON.parse(changes) as Changes);
    expect(updated?.name).toBe('Renamed');
    expect(updated?.credentials.secret).toMatch(/^fingerprint [0-9a-f]{16}$/);
    expect(updated?.credentials.secret).not.toBe(created?.credentials.secret);
    const everything = readFileSync(path, 'latin1') + app.logLines.join('');
    expect(everything).toContain(integration.id);
    expect(everything).not.toContain(app.provider.secret);
    expect(everything).not.toContain('another-secret-entirely');
  });
});

type AuditRow = { actor: string; action: string; changes: string };
type Changes = { name: string; credentials: { secret: string } };
