import { readFileSync } from 'node:fs';
import type {
  DiscoveredFields,
  Integration,
  IntegrationWithHealth,
  ProviderStatus,
  Run,
  SuggestedMapping,
} from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpHouse, httpHouse } from '../testing/http-house.ts';
import { dataOf, type PlainCall } from '../testing/plain-calls.ts';

const ACCOUNT = 7;
const MAPPING = { firstname: { field: 'firstName' } };

describe('integrations', () => {
  let house: HttpHouse;
  let asUser: PlainCall;
  beforeEach(async () => {
    house = await httpHouse();
    asUser = house.asUserOf(ACCOUNT);
  });
  afterEach(async () => await house[Symbol.asyncDispose]());

  const credentials = (changes: Record<string, string | null> = {}) => ({
    user: 'anna',
    secret: house.provider.secret,
    address: 'https://crm.example',
    ...changes,
  });
  const create = async (changes: Record<string, string | null> = {}, call = asUser): Promise<Integration> =>
    await dataOf(call('config.create', { provider: 'memory', credentials: credentials(changes) }));
  const get = async (id: string): Promise<IntegrationWithHealth> =>
    await dataOf(asUser('config.get', { integrationId: id }));
  const update = async ({ id, version }: Integration, changes: object, call = asUser): Promise<Integration> =>
    await dataOf(call('config.update', { integrationId: id, version, ...changes }));
  const refusal = async (procedure: string, input: object) => {
    const { status, body } = await asUser(procedure, input);
    const crm = body.error?.data.crm;
    return { status, code: crm?.['code'], params: crm?.['params'] as Record<string, unknown> | undefined };
  };
  const refusedUpdate = async ({ id, version }: Integration, changes: object) =>
    await refusal('config.update', { integrationId: id, version, ...changes });

  describe('creating', () => {
    it('shows everything but the secret, and is off, untested, and mapped by e-mail alone', async () => {
      const integration = await create({ expiresOn: '2027-01-31' });
      expect(integration).toMatchObject({
        provider: 'memory',
        name: 'CRM in Memory',
        credentials: {
          user: 'anna',
          address: 'https://crm.example',
          secret: { isSet: true, hint: house.provider.secret.slice(-4) },
          expiresOn: '2027-01-31',
        },
        mapping: { emailaddress1: { field: 'email' } },
        strategy: 'UPDATE_IF_CHANGED',
        onAmbiguousMatch: 'REPORT',
        onDeletedInCrm: 'REPORT',
        enabled: false,
        status: { status: 'UNKNOWN', code: null, checkedAt: null },
        version: 1,
      });
      const [listed] = await dataOf<IntegrationWithHealth[]>(asUser('config.list'));
      expect(listed).toEqual(await get(integration.id));
      expect(listed?.health).toEqual({
        openRunId: null,
        pausedRun: null,
        failedItems: 0,
        secretExpiresOn: '2027-01-31',
      });
    });

    it('shows no more than a quarter of a short secret', async () => {
      expect((await create({ secret: 'abcdefgh' })).credentials['secret']).toEqual({
        isSet: true,
        hint: 'gh',
      });
      expect((await create({ secret: 'abc' })).credentials['secret']).toEqual({ isSet: true, hint: '' });
    });

    it.each([
      [{ user: 'not a user' }, 'CLIENT_UNKNOWN', 'credentials.user'],
      [{ secret: '' }, 'CREDENTIAL_MISSING', 'credentials.secret'],
      [{ secret: null }, 'CREDENTIAL_MISSING', 'credentials.secret'],
      [{ address: '' }, 'ENVIRONMENT_URL_INVALID', 'credentials.address'],
      [{ address: 'https://forbidden.example' }, 'ENVIRONMENT_HOST_NOT_ALLOWED', 'credentials.address'],
      [{ expiresOn: 'soon' }, 'BAD_REQUEST', 'credentials.expiresOn'],
    ])('refuses credentials %o by code and path', async (changes, code, path) => {
      const input = { provider: 'memory', credentials: credentials(changes) };
      expect(await refusal('config.create', input)).toMatchObject({ status: 400, code, params: { path } });
      expect(await dataOf(asUser('config.list'))).toEqual([]);
    });

    it('refuses a provider that does not exist', async () => {
      const input = { provider: 'nobody', credentials: {} };
      expect(await refusal('config.create', input)).toMatchObject({
        status: 400,
        params: { path: 'provider' },
      });
    });

    it('keeps the secret out of the file, of the audit and of the log', async () => {
      const integration = await create();
      await update(integration, { credentials: { secret: 'another-secret-entirely' }, name: 'Renamed' });
      const path = house.databaseUrl.slice('file:'.length);
      const file = new Sqlite(path);
      file.pragma('wal_checkpoint(TRUNCATE)');
      const audit = file.prepare('select actor, action, changes from audit order by id').all() as AuditRow[];
      file.close();
      expect(audit.map(({ actor, action }) => [actor, action])).toEqual([
        ['user:42', 'INTEGRATION_CREATED'],
        ['user:42', 'INTEGRATION_UPDATED'],
      ]);
      const [created, updated] = audit.map(({ changes }) => JSON.parse(changes) as Changes);
      expect(updated).toMatchObject({
        name: 'Renamed',
        credentials: { secret: expect.stringMatching(/^fingerprint /) },
      });
      expect(updated?.credentials.secret).not.toBe(created?.credentials.secret);
      const everything = readFileSync(path, 'latin1') + house.logLines.join('');
      expect(everything).toContain(integration.id);
      expect(everything).not.toContain(house.provider.secret);
      expect(everything).not.toContain('another-secret-entirely');
    });
  });

  describe('updating', () => {
    it('leaves what is not given, and raises the version', async () => {
      const created = await create();
      const updated = await update(created, { strategy: 'SKIP', name: 'Fundraising' });
      expect(updated).toEqual({
        ...created,
        strategy: 'SKIP',
        name: 'Fundraising',
        version: 2,
        updatedAt: updated.updatedAt,
      });
    });

    it('refuses a version that is not the newest, and says which is', async () => {
      const created = await create();
      await update(created, { name: 'First' });
      expect(await refusedUpdate(created, { name: 'Second' })).toEqual({
        status: 409,
        code: 'CONFLICT',
        params: { currentVersion: 2 },
      });
      expect((await get(created.id)).name).toBe('First');
    });

    it('keeps a secret that is left out or null, and clears an optional value that is null', async () => {
      const created = await create({ expiresOn: '2027-01-31' });
      const moved = await update(created, { credentials: { user: 'berta', secret: null, expiresOn: null } });
      expect(moved.credentials).toEqual({ ...created.credentials, user: 'berta', expiresOn: null });
      const status = await dataOf<ProviderStatus>(asUser('connection.test', { integrationId: created.id }));
      expect(status.status).toBe('UP');
      expect(house.provider.opened.at(-1)).toMatchObject({ user: 'berta', secret: house.provider.secret });
    });

    it('forgets how the last test went when credentials change, and only then', async () => {
      const created = await create();
      await dataOf(asUser('connection.test', { integrationId: created.id }));
      const same = await update(created, { credentials: credentials() });
      expect(same.status.status).toBe('UP');
      const changed = await update(same, { credentials: { address: 'https://other.example' } });
      expect(changed.status.status).toBe('UNKNOWN');
    });

    it.each([
      [{ secret: '' }, 'CREDENTIAL_MISSING'],
      [{ address: 'https://forbidden.example' }, 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ])('refuses credentials %o as creating does', async (changes, code) => {
      expect(await refusedUpdate(await create(), { credentials: changes })).toMatchObject({
        status: 400,
        code,
      });
    });

    it('has the rows that matching needs in every mapping, with the strategy that was chosen for them', async () => {
      const { mapping } = await update(await create(), {
        mapping: { ...MAPPING, emailaddress1: { field: 'externalId', strategy: 'SKIP' } },
      });
      expect(mapping).toEqual({ ...MAPPING, emailaddress1: { field: 'email', strategy: 'SKIP' } });
    });

    it('holds a mapping against the attributes as they are now', async () => {
      const created = await create();
      const broken = { mapping: { ...MAPPING, nickname: { field: 'title' }, statecode: { field: 'title' } } };
      expect(await refusedUpdate(created, broken)).toEqual({
        status: 400,
        code: 'ATTRIBUTE_UNKNOWN',
        params: {
          attribute: 'nickname',
          field: 'title',
          path: 'mapping.nickname',
          problems: ['nickname ATTRIBUTE_UNKNOWN', 'statecode ATTRIBUTE_NOT_WRITABLE'],
        },
      });
      house.provider.fields.pop();
      expect(
        await refusedUpdate(created, {
          mapping: { new_shirtsize: { field: 'title' }, statecode: { field: 'title' } },
        }),
      ).toMatchObject({
        code: 'ATTRIBUTE_UNKNOWN',
        params: { attribute: 'statecode' },
      });
    });

    it('saves a mapping while the CRM does not answer', async () => {
      const created = await create();
      house.provider.away = true;
      expect((await update(created, { mapping: MAPPING })).mapping).toMatchObject(MAPPING);
    });
  });

  describe('switching on', () => {
    it('wants a mapping to be saved first, or along with it', async () => {
      const created = await create();
      expect(await refusedUpdate(created, { enabled: true })).toMatchObject({
        status: 400,
        code: 'MAPPING_MISSING',
      });
      const mapped = await update(created, { mapping: MAPPING });
      expect(mapped.enabled).toBe(false);
      expect((await update(mapped, { enabled: true })).enabled).toBe(true);
      expect(
        (await update(await create({ address: 'https://b.example' }), { mapping: {}, enabled: true }))
          .enabled,
      ).toBe(true);
    });

    it('is refused while another integration of the account writes to the same environment', async () => {
      const first = await update(await create(), { mapping: MAPPING, enabled: true });
      const second = await create();
      expect(await refusedUpdate(second, { mapping: MAPPING, enabled: true })).toMatchObject({
        status: 409,
        code: 'ENVIRONMENT_IN_USE',
      });
      const other = house.asUserOf(ACCOUNT + 1);
      expect(
        (await update(await create({}, other), { mapping: MAPPING, enabled: true }, other)).enabled,
      ).toBe(true);
      await update(first, { enabled: false });
      expect((await update(second, { mapping: MAPPING, enabled: true })).enabled).toBe(true);
    });

    it('is refused to credentials that lead into an environment in use', async () => {
      await update(await create(), { mapping: MAPPING, enabled: true });
      const elsewhere = await create({ address: 'https://b.example' });
      const second = await update(elsewhere, { mapping: MAPPING, enabled: true });
      const moving = { credentials: { address: 'https://crm.example' } };
      expect(await refusedUpdate(second, moving)).toMatchObject({ status: 409, code: 'ENVIRONMENT_IN_USE' });
    });
  });

  describe('testing the connection', () => {
    it('of a stored integration remembers how it went', async () => {
      const { id } = await create();
      const up = await dataOf<ProviderStatus>(asUser('connection.test', { integrationId: id }));
      expect(up).toMatchObject({ status: 'UP', checks: [{ id: 'ADDRESS' }, { id: 'SECRET' }] });
      expect((await get(id)).status).toMatchObject({
        status: 'UP',
        code: null,
        checkedAt: expect.any(String),
      });
      house.provider.secret = 'rotated';
      await dataOf(asUser('connection.test', { integrationId: id }));
      expect((await get(id)).status).toMatchObject({ status: 'DOWN', code: 'CLIENT_SECRET_WRONG' });
      expect((await get(id)).version).toBe(1);
    });

    it('lets a run go on that waited for the connection', async () => {
      const { id } = await update(await create(), { mapping: MAPPING, enabled: true });
      const knownSecret = house.provider.secret;
      house.provider.secret = 'rotated';
      const contacts = [{ id: 'c-1', email: 'anna@example.org', firstName: 'Anna' }];
      const { runs } = await dataOf<{ runs: Run[] }>(
        house.asService('sync.push', { accountId: ACCOUNT, contacts }),
      );
      const run = async () => await dataOf<Run>(asUser('sync.get', { runId: runs[0]?.id }));
      await expect
        .poll(async () => (await run()).pause, { timeout: 20_000 })
        .toMatchObject({ reason: 'RECONNECT' });
      expect((await get(id)).health.pausedRun).toMatchObject({
        runId: runs[0]?.id,
        pause: { code: 'CLIENT_SECRET_WRONG' },
      });
      house.provider.secret = knownSecret;
      await dataOf(asUser('connection.test', { integrationId: id }));
      await expect.poll(async () => (await run()).status, { timeout: 20_000 }).toBe('COMPLETED');
    });

    it('of given credentials saves nothing', async () => {
      const created = await create();
      const test = {
        provider: 'memory',
        integrationId: created.id,
        credentials: credentials({ secret: 'wrong' }),
      };
      expect(await dataOf(asUser('connection.test', test))).toMatchObject({ status: 'DOWN' });
      const { health: _, ...unchanged } = await get(created.id);
      expect(unchanged).toEqual(created);
      expect(await dataOf(asUser('config.list'))).toHaveLength(1);
    });

    it('fills in what the form leaves out from the stored integration, of the same provider only', async () => {
      const { id } = await create();
      const given = { user: 'berta', secret: null };
      const test = { provider: 'memory', integrationId: id, credentials: given };
      expect(await dataOf(asUser('connection.test', test))).toMatchObject({ status: 'UP' });
      expect(house.provider.opened.at(-1)).toEqual({
        user: 'berta',
        secret: house.provider.secret,
        address: 'https://crm.example',
      });
      expect(await refusal('connection.test', { ...test, provider: 'other' })).toMatchObject({
        status: 400,
        params: { path: 'provider' },
      });
      expect(house.otherProvider.opened).toEqual([]);
    });

    it.each([
      [{ user: '¯\\_(ツ)_/¯' }, 'SECRET', 'CLIENT_UNKNOWN'],
      [{ address: '' }, 'ADDRESS', 'ENVIRONMENT_URL_INVALID'],
      [{ address: 'https://forbidden.example' }, 'ADDRESS', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
      [{ secret: '' }, 'SECRET', 'CREDENTIAL_MISSING'],
      [{ expiresOn: 'soon' }, 'CREDENTIALS', 'BAD_REQUEST'],
    ])('answers DOWN for %o, and says by check and code why', async (changes, check, code) => {
      const test = { provider: 'memory', credentials: credentials(changes) };
      const status = await dataOf<ProviderStatus>(asUser('connection.test', test));
      expect(status.status).toBe('DOWN');
      expect(status.checks.find(({ status: ended }) => ended === 'FAILED')).toMatchObject({
        id: check,
        code,
      });
    });
  });

  describe('discovery', () => {
    const discover = async (id: string, refresh?: boolean): Promise<DiscoveredFields> =>
      await dataOf(
        asUser('discovery.fields', { integrationId: id, ...(refresh !== undefined && { refresh }) }),
      );

    it('knows both sides: the CRM’s attributes, and the fields that contacts have shown', async () => {
      const { id } = await create();
      const contacts = [{ id: 'c-1', customFields: { shirtSize: 'M', visits: 3 } }];
      await dataOf(house.asService('sync.push', { accountId: ACCOUNT, contacts }));
      await dataOf(
        house.asService('sync.push', {
          accountId: ACCOUNT + 1,
          contacts: [{ id: 'c-1', customFields: { foreign: 1 } }],
        }),
      );
      const { crmFields, contactFields } = await discover(id);
      expect(crmFields.map(({ attribute }) => attribute)).toContain('statecode');
      expect(contactFields).toContainEqual({ field: 'address.postcode', type: 'STRING', custom: false });
      expect(contactFields.filter(({ custom }) => custom)).toEqual([
        { field: 'customFields.shirtSize', type: 'STRING', custom: true },
        { field: 'customFields.visits', type: 'NUMBER', custom: true },
      ]);
    });

    it('asks the CRM again when it is told to, or when the credentials have changed', async () => {
      const created = await create();
      const first = await discover(created.id);
      house.provider.fields.pop();
      expect(await discover(created.id)).toEqual(first);
      expect((await discover(created.id, true)).crmFields).toHaveLength(first.crmFields.length - 1);
      house.provider.fields.pop();
      await update(created, { credentials: { user: 'berta' } });
      expect((await discover(created.id)).crmFields).toHaveLength(first.crmFields.length - 2);
    });

    it('suggests a mapping from what both sides have', async () => {
      const { id } = await create();
      const contacts = [{ id: 'c-1', customFields: { shirtSize: 'M' } }];
      await dataOf(house.asService('sync.push', { accountId: ACCOUNT, contacts }));
      const { rows } = await dataOf<SuggestedMapping>(asUser('config.suggestMapping', { integrationId: id }));
      expect(rows).toMatchObject([
        { attribute: 'emailaddress1', field: 'email', reason: 'STANDARD' },
        { attribute: 'firstname', field: 'firstName', reason: 'STANDARD' },
        { attribute: 'new_shirtsize', field: 'customFields.shirtSize' },
      ]);
    });
  });

  it('that are removed are gone, with their runs, and leave the others', async () => {
    const [gone, kept] = [await create(), await create({ address: 'https://b.example' })];
    await dataOf(asUser('config.remove', { integrationId: gone.id }));
    expect(await refusal('config.get', { integrationId: gone.id })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
    expect(await refusal('config.remove', { integrationId: gone.id })).toMatchObject({ status: 404 });
    const left = await dataOf<IntegrationWithHealth[]>(asUser('config.list'));
    expect(left.map(({ id }) => id)).toEqual([kept.id]);
  });
});

type AuditRow = { actor: string; action: string; changes: string };
type Changes = { name: string; credentials: { secret: string } };
