import type { ContactPage, DiscoveredFields, Integration, Preview, PushResult, Run } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { startDynamicsApp, startMemoryApp } from '../harness/app.ts';
import { dataOf } from '../harness/http-client.ts';
import { integrationCalls } from '../harness/integration-calls.ts';

const ACCOUNT = 7;

test('custom fields and texts can have the names of inherited properties', async () => {
  await using app = await startDynamicsApp();
  const asUser = app.asUserOf(ACCOUNT);
  const { id: integrationId, version } = await app.connect(ACCOUNT);
  // As JSON, because a literal with __proto__ sets the prototype.
  const mapping: unknown = JSON.parse(`{
    "emailaddress1": { "field": "email" },
    "jobtitle": { "field": "customFields.__proto__" },
    "department": { "field": "customFields.___proto__" },
    "gendercode": { "field": "customFields.toString", "values": { "__proto__": 1, "___proto__": 2, "valueOf": 2 } }
  }`);
  await dataOf(asUser('config.update', { integrationId, version, mapping }));
  const saved = await dataOf<Integration>(asUser('config.get', { integrationId }));
  expect(JSON.stringify(saved.mapping)).toBe(JSON.stringify(mapping));

  const contact: unknown = JSON.parse(`{
    "id": "__proto__",
    "email": "ada@example.org",
    "customFields": { "__proto__": "first", "___proto__": "second", "toString": "__proto__", "valueOf": null }
  }`);
  const pushed = { accountId: ACCOUNT, contacts: [contact] };
  const { runs } = await dataOf<PushResult>(app.asService('sync.push', pushed));
  const listed = await dataOf<ContactPage>(asUser('sync.contacts', { integrationId }));
  expect(JSON.stringify(listed.contacts)).toBe(JSON.stringify([contact]));
  const run = async () => await dataOf<Run>(asUser('sync.get', { runId: runs[0]?.id }));
  await expect.poll(async () => (await run()).finishedAt, { timeout: 20_000 }).not.toBeNull();
  expect((await run()).counts).toMatchObject({ created: 1, failed: 0 });
  const [row] = app.emulator.contacts();
  expect(row).toMatchObject({ jobtitle: 'first', department: 'second', gendercode: 1 });

  const fields = await dataOf<DiscoveredFields>(asUser('discovery.fields', { integrationId }));
  expect(fields.contactFields.filter(({ custom }) => custom).map(({ field }) => field)).toEqual([
    'customFields.___proto__',
    'customFields.__proto__',
    'customFields.toString',
  ]);
  expect(fields.seen['customFields.__proto__']?.words).toEqual(['first']);
  const { outcomes } = await dataOf<Preview>(asUser('sync.preview', { integrationId }));
  expect(outcomes).toMatchObject([{ contactId: '__proto__', outcome: 'UNCHANGED' }]);
});

test('a mapping can have a row for an attribute called constructor, or none', async () => {
  await using app = await startMemoryApp();
  const calls = integrationCalls(app, ACCOUNT);
  const created = await calls.create();
  app.provider.fields.push(crmField({ attribute: 'constructor', required: 'SYSTEM' }));
  const mapping = { firstname: { field: 'firstName' }, emailaddress1: { field: 'email' } };
  expect(await calls.refusedUpdate(created, { mapping })).toMatchObject({
    code: 'REQUIRED_ATTRIBUTE_WITHOUT_SOURCE',
    params: { attribute: 'constructor' },
  });
  const withRow = { ...mapping, constructor: { field: 'customFields.constructor' } };
  const saved = await calls.update(created, { mapping: withRow });
  expect(saved.mapping).toEqual(withRow);
  expect((await calls.get(created.id)).mapping).toEqual(withRow);
});
