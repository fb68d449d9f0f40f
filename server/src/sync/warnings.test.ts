import type { Integration, ItemPage, Run } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { DYNAMICS, type DynamicsApp, startDynamicsApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { reviewCalls } from '../../test/harness/review-calls.ts';

const ACCOUNT = 7;
const MAPPING = {
  emailaddress1: { field: 'email' },
  lastname: { field: 'lastName' },
  telephone1: { field: 'phone' },
};
const good = { id: 'good', email: 'good@example.org', lastName: 'Gut', phone: '1' };
const long = { id: 'long', email: 'long@example.org', lastName: 'Lang', phone: '1'.repeat(80) };

test('contacts that arrived without a value are counted and listed with what is allowed', async () => {
  await using app = await startDynamicsApp();
  const { integration, push, asUser } = await connect(app);
  expect(integration.onRefusedValue).toBe('LEAVE_OUT');
  const run = await push(good, long, { id: 'nobody', lastName: 'Nie', phone: long.phone });
  expect(run).toMatchObject({
    status: 'COMPLETED',
    counts: { created: 2, skipped: 1, failed: 0, warnings: 1 },
  });
  const { items } = await dataOf<ItemPage>(asUser('sync.items', { runId: run.id, warnings: true }));
  expect(items).toMatchObject([
    {
      contactId: 'long',
      outcome: 'CREATED',
      error: null,
      warnings: [{ code: 'VALUE_TOO_LONG', params: { attribute: 'telephone1', maxLength: 50 } }],
    },
  ]);
  const all = await dataOf<ItemPage>(asUser('sync.items', { runId: run.id }));
  expect(all.items.map(({ warnings }) => warnings.length)).toEqual([0, 1, 0]);
  // It has arrived, so that only a change of the contact or the mapping tries again.
  const next = await dataOf<Run>(asUser('sync.start', { integrationId: integration.id }));
  expect((await reviewCalls(app, ACCOUNT, integration.id).ended(next)).counts.total).toBe(1);
});

test('with FAIL such a contact fails, and an e-mail that is taken is a warning with every rule', async () => {
  await using app = await startDynamicsApp();
  const { push, asUser } = await connect(app, { onRefusedValue: 'FAIL' });
  expect((await push(good, long)).counts).toMatchObject({ created: 1, failed: 1, warnings: 0 });
  const [otto = ''] = app.emulator.seed({
    rows: [{ emailaddress1: 'otto@example.org', lastname: 'Tal' }],
  }).ids;
  const run = await push({ ...good, email: 'otto@example.org' });
  expect(run.counts).toMatchObject({ unchanged: 1, warnings: 1 });
  const { items } = await dataOf<ItemPage>(asUser('sync.items', { runId: run.id, warnings: true }));
  expect(items[0]?.warnings).toEqual([
    { code: 'EMAIL_TAKEN', params: { attribute: 'emailaddress1', crmContactId: otto } },
  ]);
});

async function connect(app: DynamicsApp, rules: object = {}) {
  const asUser = app.asUserOf(ACCOUNT);
  const created = await dataOf<Integration>(
    asUser('config.create', { provider: DYNAMICS, credentials: app.credentials(), ...rules }),
  );
  const integration = await dataOf<Integration>(
    asUser('config.update', {
      integrationId: created.id,
      version: created.version,
      mapping: MAPPING,
      enabled: true,
    }),
  );
  return { integration, ...reviewCalls(app, ACCOUNT, integration.id) };
}
