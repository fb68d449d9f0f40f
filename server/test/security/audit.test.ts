import type { Integration, PushResult, Run } from '@goodfunds/shared';
import { MAX_TRANSLATIONS } from '@goodfunds/shared/schemas';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProcedures } from '../../src/api/procedure-list.ts';
import { MAX_AUDITED_MAPPING_BYTES } from '../../src/integrations/mapping-changes.ts';
import { DYNAMICS, type DynamicsApp, startDynamicsApp } from '../harness/app.ts';
import { dataOf, type HttpCall } from '../harness/http-client.ts';

const ACCOUNT = 7;
const MAPPING = { emailaddress1: { field: 'email' }, lastname: { field: 'lastName' } };

const FULL_AUDIT = `create trigger full_audit before insert on audit begin select raise(abort, 'no more'); end`;

/** The audit entry of each mutation, or why it has none. */
const AUDIT: Readonly<Record<string, { action: string } | { none: string }>> = {
  'config.create': { action: 'INTEGRATION_CREATED' },
  'config.update': { action: 'INTEGRATION_UPDATED' },
  'config.remove': { action: 'INTEGRATION_REMOVED' },
  'sync.start': { action: 'RUN_STARTED' },
  'sync.retryFailed': { action: 'RUN_STARTED' },
  'sync.cancel': { action: 'RUN_CANCELLED' },
  'reviews.decide': { action: 'REVIEWS_DECIDED' },
  'contacts.forget': { action: 'CONTACT_FORGOTTEN' },
  'sync.push': { none: 'the run and its items record it' },
  'connection.test': { none: 'records only the result of the test' },
  'connection.testStream': { none: 'records only the result of the test' },
};

type AuditRow = {
  account_id: number;
  integration_id: string | null;
  actor: string;
  action: string;
  changes: string;
};

describe('every change of configuration is audited', () => {
  let app: DynamicsApp;
  let asUser: HttpCall;
  let file: Sqlite.Database;
  beforeEach(async () => {
    app = await startDynamicsApp();
    asUser = app.asUserOf(ACCOUNT);
    file = new Sqlite(app.databasePath);
  });
  afterEach(async () => {
    file.close();
    await app[Symbol.asyncDispose]();
  });

  const rows = (): AuditRow[] => file.prepare('select * from audit order by id').all() as AuditRow[];
  const push = async (contacts: object[]): Promise<PushResult> =>
    await dataOf(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
  const ended = async (runId: string): Promise<void> =>
    await expect
      .poll(async () => (await dataOf<Run>(asUser('sync.get', { runId }))).finishedAt, { timeout: 30_000 })
      .not.toBeNull();

  /** A valid call of each mutation, after its set-up. */
  const prepared = async (): Promise<Record<string, () => ReturnType<HttpCall>>> => {
    const { id: integrationId, version } = await app.connect(ACCOUNT);
    const { runs } = await push([
      { id: 'contact-to-forget', email: 'no address' },
      { id: 'c-3', email: 'anna@example.org' },
      { id: 'c-4' },
    ]);
    const runId = runs[0]?.id ?? '';
    await ended(runId);
    // A paused run, so that it is still open when it is cancelled.
    const refused = { type: 'respond', status: 401 } as const;
    app.emulator.addFaults({ match: { url: '/api/data/' }, times: null, action: refused });
    const open = await dataOf<Run>(asUser('sync.start', { integrationId, scope: { kind: 'ALL' } }));
    await expect
      .poll(async () => (await dataOf<Run>(asUser('sync.get', { runId: open.id }))).status, {
        timeout: 30_000,
      })
      .toBe('PAUSED');
    app.emulator.clearFaults();
    const credentials = app.credentials();
    return {
      'sync.cancel': () => asUser('sync.cancel', { runId: open.id }),
      'sync.start': () => asUser('sync.start', { integrationId }),
      'sync.retryFailed': () => asUser('sync.retryFailed', { runId }),
      'reviews.decide': () =>
        asUser('reviews.decide', { integrationId, decisions: [{ contactId: 'c-4', decision: 'IGNORE' }] }),
      'sync.push': () => app.asService('sync.push', { accountId: ACCOUNT, contacts: [{ id: 'c-2' }] }),
      'contacts.forget': () =>
        app.asService('contacts.forget', { accountId: ACCOUNT, contactId: 'contact-to-forget' }),
      'connection.test': () => asUser('connection.test', { integrationId }),
      'config.create': () => asUser('config.create', { provider: DYNAMICS, credentials }),
      'config.update': () => asUser('config.update', { integrationId, version, name: 'Renamed' }),
      'config.remove': () => asUser('config.remove', { integrationId }),
    };
  };

  it('the entry of every mutation of the router is specified', () => {
    const mutations = listProcedures().filter(({ type }) => type === 'mutation');
    expect(Object.keys(AUDIT).sort()).toEqual(mutations.map(({ path }) => path).sort());
  });

  it('each mutation writes exactly one entry, with account, integration and actor', async () => {
    const calls = await prepared();
    for (const [procedure, call] of Object.entries(calls)) {
      const before = rows().length;
      await dataOf(call());
      const written = rows().slice(before);
      const expected = AUDIT[procedure];
      expect([procedure, written.map(({ action }) => action)]).toEqual([
        procedure,
        expected && 'action' in expected ? [expected.action] : [],
      ]);
      for (const { account_id, actor } of written) {
        expect(account_id).toBe(ACCOUNT);
        expect(actor).toMatch(procedure === 'contacts.forget' ? /^service:[0-9a-f]{8}$/ : /^user:42$/);
      }
    }
    expect(JSON.stringify(rows())).not.toContain('contact-to-forget');
  });

  it('a mutation whose entry cannot be written changes nothing', async () => {
    const calls = await prepared();
    file.exec(FULL_AUDIT);
    const state = (): string =>
      JSON.stringify(
        ['integrations', 'contacts', 'links', 'reviews', 'decisions'].map((table) =>
          file.prepare(`select * from ${table}`).all(),
        ),
      ) + JSON.stringify(file.prepare('select id, cancel_requested from runs order by id').all());
    const before = state();
    for (const [procedure, call] of Object.entries(calls)) {
      if (!('action' in (AUDIT[procedure] ?? {}))) continue;
      expect([procedure, (await call()).status]).toEqual([procedure, 500]);
      expect([procedure, state()]).toEqual([procedure, before]);
    }
  });

  it('switching on is undone with its run if its entry cannot be written', async () => {
    const { id: integrationId, version } = await app.connect(ACCOUNT);
    await dataOf(asUser('config.update', { integrationId, version, enabled: false }));
    await push([{ id: 'c-1', email: 'anna@example.org' }]);
    file.exec(FULL_AUDIT);
    const enabled = await asUser('config.update', { integrationId, version: version + 1, enabled: true });
    expect(enabled.status).toBe(500);
    expect(await dataOf(asUser('config.get', { integrationId }))).toMatchObject({ enabled: false });
    expect(await dataOf(asUser('sync.list', { integrationId }))).toMatchObject({ runs: [] });
  });

  it('a refused call writes no entry', async () => {
    const created = await app.connect(ACCOUNT);
    const before = rows().length;
    const integrationId = created.id;
    for (const answer of [
      asUser('config.update', { integrationId, version: 99, name: 'x' }),
      asUser('config.remove', { integrationId: 'none' }),
      asUser('sync.cancel', { runId: 'none' }),
      asUser('config.create', { provider: DYNAMICS, credentials: { tenantId: '?' } }),
      app.asService('contacts.forget', { accountId: ACCOUNT, contactId: 'none' }),
    ])
      expect((await answer).status).toBeGreaterThanOrEqual(400);
    expect(rows()).toHaveLength(before);
  });

  it('secrets are recorded as fingerprints, which show that one changed but not its value', async () => {
    const secrets = ['first-secret-of-many-characters', 'other-secret-of-many-characters'];
    const [first = '', other = ''] = secrets;
    const created = await dataOf<Integration>(
      asUser('config.create', {
        provider: DYNAMICS,
        credentials: app.credentials({ clientSecret: first }),
      }),
    );
    let version = created.version;
    for (const clientSecret of [other, first, first]) {
      const update = { integrationId: created.id, version, credentials: { clientSecret } };
      ({ version } = await dataOf<Integration>(asUser('config.update', update)));
    }
    const prints = rows().map(({ changes }) => /fingerprint ([0-9a-f]{16})/.exec(changes)?.[1] ?? null);
    expect(prints).toEqual([prints[0], expect.stringMatching(/^[0-9a-f]{16}$/), prints[0], null]);
    expect(prints[0]).not.toBe(prints[1]);
    expect(JSON.stringify(rows())).not.toMatch(/-secret-of-many/);
  });

  it('changed values of settings are recorded, and of a mapping what changed in its rows', async () => {
    const { id: integrationId, version } = await app.connect(ACCOUNT);
    const update = { integrationId, version, mapping: MAPPING, strategy: 'SKIP', enabled: false };
    await dataOf(asUser('config.update', update));
    expect(JSON.parse(rows().at(-1)?.changes ?? '{}')).toEqual({
      mapping: {
        firstname: { field: { before: 'firstName', after: null } },
        lastname: { field: { before: null, after: 'lastName' } },
      },
      strategy: 'SKIP',
      enabled: false,
    });
  });

  it('saving a large mapping again and again adds only what changed', async () => {
    const { id: integrationId, version } = await app.connect(ACCOUNT);
    const values = Object.fromEntries(
      Array.from({ length: MAX_TRANSLATIONS - 1 }, (_, index) => [`${index} ${'x'.repeat(200)}`, 1]),
    );
    let saved = { version };
    for (let save = 1; save <= 4; save += 1) {
      const mapping = {
        ...MAPPING,
        gendercode: { field: 'salutation', values: { ...values, Frau: 1 + (save % 2) } },
      };
      saved = await dataOf(asUser('config.update', { integrationId, version: saved.version, mapping }));
    }
    const [first = '', ...later] = rows()
      .slice(-4)
      .map(({ changes }) => changes);
    expect(first.length).toBeLessThan(MAX_AUDITED_MAPPING_BYTES + 100);
    expect(JSON.parse(first)).toHaveProperty('omittedMappingChanges');
    expect(later.map((changes) => JSON.parse(changes) as unknown)).toEqual(
      [2, 1, 2].map((before) => ({
        mapping: { gendercode: { 'values.Frau': { before, after: 3 - before } } },
      })),
    );
  });
});
