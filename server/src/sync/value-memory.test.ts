import type { Integration, ItemPage, Preview, PushResult, Run } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp, startDynamicsAppOn } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { backUp } from '../store/sqlite/backup.ts';

const ACCOUNT = 7;
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');
const ada = {
  id: 'ada',
  email: 'ada@example.org',
  lastName: 'Berg',
  phone: '0341 1',
  address: { city: 'Halle' },
};

describe('an integration that takes over only what has changed in GoodFunds', () => {
  let app: DynamicsApp;
  let integrationId: string;
  beforeEach(async () => {
    app = await startDynamicsApp({ environment: { ENCRYPTION_KEY } });
    ({ id: integrationId } = await app.connect(ACCOUNT));
    await update({
      strategy: 'UPDATE_IF_SOURCE_CHANGED',
      mapping: {
        emailaddress1: { field: 'email' },
        lastname: { field: 'lastName' },
        telephone1: { field: 'phone' },
        address1_city: { field: 'address.city' },
      },
    });
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  const update = async (changes: object): Promise<Integration> => {
    const asUser = app.asUserOf(ACCOUNT);
    const { version } = await dataOf<Integration>(asUser('config.get', { integrationId }));
    return await dataOf(asUser('config.update', { integrationId, version, ...changes }));
  };
  const ended = async (service: DynamicsApp, { id: runId }: Pick<Run, 'id'>): Promise<Run> => {
    const read = async () => await dataOf<Run>(service.asUserOf(ACCOUNT)('sync.get', { runId }));
    await expect.poll(async () => (await read()).finishedAt, { timeout: 30_000 }).not.toBeNull();
    return await read();
  };
  const push = async (contact: object, service = app): Promise<Run> => {
    const input = { accountId: ACCOUNT, contacts: [contact] };
    const { runs } = await dataOf<PushResult>(service.asService('sync.push', input));
    return await ended(service, { id: runs[0]?.id ?? '' });
  };
  const syncAll = async (service = app): Promise<Run> => {
    const input = { integrationId, scope: { kind: 'ALL' } };
    return await ended(service, await dataOf<Run>(service.asUserOf(ACCOUNT)('sync.start', input)));
  };
  const rowId = (): string => String([...app.emulator.contacts()][0]?.['contactid']);
  const reasons = async (): Promise<Record<string, string>> => {
    const preview = await dataOf<Preview>(app.asUserOf(ACCOUNT)('sync.preview', { integrationId }));
    const changes = preview.outcomes[0]?.changes ?? [];
    return Object.fromEntries(changes.map(({ attribute, reason }) => [attribute, reason]));
  };
  const memories = (path: string): unknown[] => {
    const file = new Sqlite(path, { readonly: true });
    const stored = file.prepare('select memory from links').pluck().all();
    file.close();
    return stored;
  };

  it('keeps what was edited and cleared in the CRM, in every run', async () => {
    await push(ada);
    app.emulator.editContact(rowId(), { address1_city: 'Leipzig', telephone1: null });
    expect(await reasons()).toMatchObject({ address1_city: 'KEPT_CRM_EDIT', telephone1: 'KEPT_CRM_EDIT' });
    const run = await syncAll();
    expect(run.counts).toMatchObject({ unchanged: 1 });
    const { items } = await dataOf<ItemPage>(app.asUserOf(ACCOUNT)('sync.items', { runId: run.id }));
    expect(items).toMatchObject([{ keptAttributes: ['telephone1', 'address1_city'], contradictions: [] }]);
    await push({ ...ada, lastName: 'Tal' });
    expect(app.emulator.contact(rowId())).toMatchObject({
      lastname: 'Tal',
      address1_city: 'Leipzig',
      telephone1: null,
    });
    await push({ ...ada, lastName: 'Tal', phone: '0341 2' });
    expect(app.emulator.contact(rowId())).toMatchObject({ address1_city: 'Leipzig', telephone1: '0341 2' });
  });

  it('lets `onEditConflict` decide about an attribute that both sides have changed', async () => {
    await push(ada);
    app.emulator.editContact(rowId(), { telephone1: 'CRM 1' });
    await push({ ...ada, phone: '0341 2' });
    expect(app.emulator.contact(rowId())).toMatchObject({ telephone1: '0341 2' });
    expect((await update({ onEditConflict: 'CRM' })).onEditConflict).toBe('CRM');
    app.emulator.editContact(rowId(), { telephone1: 'CRM 2' });
    await push({ ...ada, phone: '0341 3' });
    await syncAll();
    expect(app.emulator.contact(rowId())).toMatchObject({ telephone1: 'CRM 2' });
  });

  it('remembers no value, and nothing of a contact that was forgotten', async () => {
    await push(ada);
    const [memory] = memories(app.databasePath);
    expect(memory).toMatch(/^[\w.-]{96}$/);
    await dataOf(app.asService('contacts.forget', { accountId: ACCOUNT, contactId: ada.id }));
    expect(memories(app.databasePath)).toEqual([]);
  });

  it('remembers nothing once a decision has linked the contact', async () => {
    await push(ada);
    app.emulator.deactivateContact(rowId());
    await push({ ...ada, phone: '0341 2' });
    const decisions = [{ contactId: ada.id, decision: 'SAME_PERSON', crmContactId: rowId() }];
    const run = await dataOf<Run>(app.asUserOf(ACCOUNT)('reviews.decide', { integrationId, decisions }));
    // The contact is skipped again, because the CRM contact is still inactive.
    expect((await ended(app, run)).counts).toMatchObject({ skipped: 1 });
    expect(memories(app.databasePath)).toEqual([null]);
  });

  it('overwrites no edit after an older backup was restored', async () => {
    await push(ada);
    const copy = `${app.databasePath}.backup`;
    backUp(app.databaseUrl, copy);
    expect(memories(copy)).toEqual(['']);
    await push({ ...ada, phone: '0341 2' });
    app.emulator.editContact(rowId(), { telephone1: 'CRM 1', address1_city: null });
    await app.stop();
    await using restored = await startDynamicsAppOn(app.emulator, {
      DATABASE_URL: `file:${copy}`,
      ENCRYPTION_KEY,
    });
    await syncAll(restored);
    // The caller repeats what it pushed after the backup.
    await push({ ...ada, phone: '0341 2' }, restored);
    await syncAll(restored);
    expect(app.emulator.contact(rowId())).toMatchObject({ telephone1: 'CRM 1', address1_city: null });
    await push({ ...ada, phone: '0341 3', lastName: 'Tal' }, restored);
    expect(app.emulator.contact(rowId())).toMatchObject({ telephone1: '0341 3', lastname: 'Tal' });
  });
});
