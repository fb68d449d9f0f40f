import type { DiscoveredFields, PushResult, Run, SuggestedMapping } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';

const ACCOUNT = 7;

describe('discovery', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeEach(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  const discover = async (id: string, refresh?: boolean): Promise<DiscoveredFields> =>
    await dataOf(
      calls.asUser('discovery.fields', { integrationId: id, ...(refresh !== undefined && { refresh }) }),
    );

  it('returns the attributes of the CRM, and the fields of the pushed contacts', async () => {
    const { id } = await calls.create();
    const contacts = [{ id: 'c-1', customFields: { shirtSize: 'M', visits: 3 } }];
    await dataOf(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
    await dataOf(
      app.asService('sync.push', {
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

  it('returns the values of the account’s own contacts, and of no other account', async () => {
    const { id } = await calls.create();
    const contacts = [
      { id: 'c-1', firstName: 'Ekaterina', salutation: 'FRAU' },
      { id: 'c-2', firstName: 'Bo', salutation: 'HERR', customFields: { newsletter: true } },
    ];
    await dataOf(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
    await dataOf(
      app.asService('sync.push', {
        accountId: ACCOUNT + 1,
        contacts: [{ id: 'c-1', firstName: 'Maximiliane', salutation: 'DIVERS' }],
      }),
    );
    expect((await discover(id)).seen).toEqual({
      id: { longest: 3, words: [] },
      firstName: { longest: 9, words: [] },
      salutation: { longest: 4, words: ['FRAU', 'HERR'] },
      'customFields.newsletter': { longest: 4, words: [true] },
    });
  });

  it('reads the CRM again on request, and after a change of the credentials', async () => {
    const created = await calls.create();
    const first = await discover(created.id);
    app.provider.fields.pop();
    expect(await discover(created.id)).toEqual(first);
    expect((await discover(created.id, true)).crmFields).toHaveLength(first.crmFields.length - 1);
    app.provider.fields.pop();
    await calls.update(created, { credentials: { user: 'berta' } });
    expect((await discover(created.id)).crmFields).toHaveLength(first.crmFields.length - 2);
  });

  it('shares the connection of a drain, and so its request limit', async () => {
    const created = await calls.create();
    await discover(created.id);
    await discover(created.id, true);
    const mapping = { firstname: { field: 'firstName' } };
    const enabled = await calls.update(created, { mapping, enabled: true });
    const contacts = [{ id: 'c-1', email: 'anna@example.org', firstName: 'Anna' }];
    const drains = Promise.withResolvers<void>();
    const mappingSaved = Promise.withResolvers<void>();
    app.provider.crm.before = async () => {
      drains.resolve();
      await mappingSaved.promise;
    };
    const { runs } = await dataOf<PushResult>(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
    await drains.promise;
    await discover(created.id, true);
    await dataOf(calls.asUser('connection.test', { integrationId: created.id }));
    await calls.update(enabled, { mapping: { ...mapping, new_shirtsize: { field: 'title' } } });
    mappingSaved.resolve();
    const run = async () => await dataOf<Run>(calls.asUser('sync.get', { runId: runs[0]?.id }));
    await expect.poll(async () => (await run()).status, { timeout: 20_000 }).toBe('COMPLETED');
    // The connection test opens the second one.
    expect(app.provider.opened).toHaveLength(2);
  });

  it('suggests a mapping from attributes and fields', async () => {
    const { id } = await calls.create();
    const contacts = [{ id: 'c-1', customFields: { shirtSize: 'M' } }];
    await dataOf(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
    const { rows } = await dataOf<SuggestedMapping>(
      calls.asUser('config.suggestMapping', { integrationId: id }),
    );
    expect(rows).toMatchObject([
      { attribute: 'emailaddress1', field: 'email', reason: 'STANDARD' },
      { attribute: 'firstname', field: 'firstName', reason: 'STANDARD' },
      { attribute: 'new_shirtsize', field: 'customFields.shirtSize' },
    ]);
  });
});
