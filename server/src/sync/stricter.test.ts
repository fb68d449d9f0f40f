import type { Integration, ItemPage, PushResult, Run, RunCauses, SuggestedMapping } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';

const ACCOUNT = 7;
const anna = { id: 'anna', email: 'anna@example.org', customFields: { noEmail: false, noPhone: false } };

describe('a row of which only the stricter value is written', () => {
  let app: DynamicsApp;
  let integrationId: string;
  beforeEach(async () => {
    app = await startDynamicsApp();
    ({ id: integrationId } = await app.connect(ACCOUNT));
    await update({ donotemail: objection('noEmail'), donotphone: objection('noPhone') });
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  const objection = (name: string) => ({
    field: `customFields.${name}`,
    strategy: 'UPDATE_IF_STRICTER',
    stricter: true,
  });
  const update = async (rows: object): Promise<Integration> => {
    const asUser = app.asUserOf(ACCOUNT);
    const { version } = await dataOf<Integration>(asUser('config.get', { integrationId }));
    const mapping = { emailaddress1: { field: 'email' }, ...rows };
    return await dataOf(asUser('config.update', { integrationId, version, mapping }));
  };
  const push = async (...contacts: object[]): Promise<Run> => {
    const input = { accountId: ACCOUNT, contacts };
    const { runs } = await dataOf<PushResult>(app.asService('sync.push', input));
    const runId = runs[0]?.id ?? '';
    const read = async () => await dataOf<Run>(app.asUserOf(ACCOUNT)('sync.get', { runId }));
    await expect.poll(async () => (await read()).finishedAt, { timeout: 30_000 }).not.toBeNull();
    return await read();
  };
  const rowId = (): string => String([...app.emulator.contacts()][0]?.['contactid']);

  it('takes an objection from either side, and withdraws none', async () => {
    await push(anna);
    app.emulator.editContact(rowId(), { donotemail: true });
    await push({ ...anna, lastName: 'Berg' });
    expect(app.emulator.contact(rowId())).toMatchObject({ donotemail: true, donotphone: false });
    await push({ ...anna, customFields: { noEmail: false, noPhone: true } });
    expect(app.emulator.contact(rowId())).toMatchObject({ donotemail: true, donotphone: true });
    await push({ ...anna, lastName: 'Tal' });
    expect(app.emulator.contact(rowId())).toMatchObject({ donotemail: true, donotphone: true });
  });

  it('counts the contradictions of a run by attribute, and names them at the contact', async () => {
    const ida = { ...anna, id: 'ida', email: 'ida@example.org' };
    await push(anna, ida);
    const rows = [...app.emulator.contacts()];
    for (const row of rows) {
      const isAnna = row['emailaddress1'] === anna.email;
      app.emulator.editContact(String(row['contactid']), { donotemail: true, donotphone: isAnna });
    }
    const { id: runId } = await push({ ...anna, lastName: 'Berg' }, { ...ida, lastName: 'Tal' });
    const asUser = app.asUserOf(ACCOUNT);
    expect(await dataOf<RunCauses>(asUser('sync.causes', { runId }))).toEqual({
      causes: [],
      contradictions: [
        { attribute: 'donotemail', count: 2 },
        { attribute: 'donotphone', count: 1 },
      ],
    });
    const { items } = await dataOf<ItemPage>(asUser('sync.items', { runId }));
    const byContact = Object.fromEntries(
      items.map(({ contactId, contradictions }) => [contactId, contradictions]),
    );
    expect(byContact).toEqual({ anna: ['donotemail', 'donotphone'], ida: ['donotemail'] });
    await dataOf(app.asService('contacts.forget', { accountId: ACCOUNT, contactId: 'anna' }));
    const { contradictions } = await dataOf<RunCauses>(asUser('sync.causes', { runId }));
    expect(contradictions).toEqual([{ attribute: 'donotemail', count: 1 }]);
  });

  it('is suggested for attributes with which people object', async () => {
    await push({ ...anna, customFields: { donotemail: true } });
    const { rows } = await dataOf<SuggestedMapping>(
      app.asUserOf(ACCOUNT)('config.suggestMapping', { integrationId }),
    );
    expect(rows.find(({ attribute }) => attribute === 'donotemail')).toMatchObject({
      field: 'customFields.donotemail',
      strategy: 'UPDATE_IF_STRICTER',
      stricter: true,
    });
    expect(rows.find(({ attribute }) => attribute === 'lastname')).not.toHaveProperty('strategy');
  });

  it('can only be one of a yes/no attribute', async () => {
    const { version } = await dataOf<Integration>(app.asUserOf(ACCOUNT)('config.get', { integrationId }));
    const mapping = {
      emailaddress1: { field: 'email' },
      lastname: { field: 'lastName', strategy: 'UPDATE_IF_STRICTER' },
    };
    const { body } = await app.asUserOf(ACCOUNT)('config.update', { integrationId, version, mapping });
    expect(body.error?.data.crm).toMatchObject({
      code: 'STRATEGY_IMPOSSIBLE',
      params: { attribute: 'lastname' },
    });
    const strategy = { integrationId, version, strategy: 'UPDATE_IF_STRICTER' };
    expect((await app.asUserOf(ACCOUNT)('config.update', strategy)).status).toBe(400);
  });
});
