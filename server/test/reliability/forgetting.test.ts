import type { ItemPage, PushResult, Run } from '@goodfunds/shared';
import { MAX_CONTACT_ID_LENGTH } from '@goodfunds/shared/schemas';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createMaintenance, deleteExpired, RETENTION } from '../../src/maintenance/retention.ts';
import { createLog } from '../../src/runtime/log.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { forgetContact } from '../../src/sync/contacts.ts';
import { push } from '../../src/sync/push.ts';
import { start } from '../../src/sync/runs.ts';
import { startMemoryApp } from '../harness/app.ts';
import { dataOf } from '../harness/http-client.ts';
import { integrationCalls } from '../harness/integration-calls.ts';
import { caller, createSyncService } from '../harness/service.ts';
import { findInFile, manualClock } from '../harness/temporary-store.ts';
import { seededRandom } from './simulation/random.ts';
import { waitUntil } from './support/wait.ts';

const DAY_MS = 24 * 3_600_000;
const ACCOUNT = 7;

test('erasing contacts removes all their values from the database file and its write-ahead log', async () => {
  await using service = await createSyncService({ draining: false });
  const random = seededRandom(17);
  const people = Array.from({ length: 2_000 }, (_, index) => person(index, random.uuid()));
  // Random ids and growing contents make pages split and rows move.
  const grown = people.map(growing);
  const pushes = [people.slice(0, 1_000), people.slice(1_000), grown.slice(0, 1_000), grown.slice(1_000)];
  for (const contacts of pushes) await push(service.context, caller, { contacts });
  const all = await start(service.context, caller, {
    integrationId: 'integration-1',
    scope: { kind: 'ALL' },
  });
  service.queue.start();
  await service.untilRun(all.id);

  const forgotten = people.filter((_, index) => index % 20 === 3);
  const values = forgotten.flatMap(({ id, email, phone, lastName }) => [id, email, phone, lastName]);
  for (const { id } of forgotten) await forgetContact(service.context, caller, { contactId: id });
  expect(await service.store.retention.secureErase()).toBe(true);
  expect(await findInFile(service.databaseUrl, values)).toEqual([]);
  const [someone] = people;
  expect(await findInFile(service.databaseUrl, [someone?.email ?? ''])).toHaveLength(1);
});

test('contacts with any id are forgotten apart from each other, even one that looks like an erased item', async () => {
  await using app = await startMemoryApp();
  const calls = integrationCalls(app, ACCOUNT);
  const mapping = { firstname: { field: 'firstName' } };
  const integration = await calls.update(await calls.create(), { mapping, enabled: true });
  const ids = ['someone', 'forgotten-1', 'forgotten-2', 'forgotten-3', 'f'.repeat(MAX_CONTACT_ID_LENGTH)];
  const contacts = ids.map((id) => ({ id, email: `${id.slice(-20)}@example.org` }));
  const { runs } = await dataOf<PushResult>(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
  const runId = runs[0]?.id ?? '';
  const run = async () => await dataOf<Run>(calls.asUser('sync.get', { runId }));
  await expect.poll(async () => (await run()).finishedAt, { timeout: 20_000 }).not.toBeNull();
  const shownIds = async () => {
    const { items } = await dataOf<ItemPage>(calls.asUser('sync.items', { runId }));
    return items.map(({ contactId }) => contactId);
  };
  const forget = async (contactId: string) =>
    (await app.asService('contacts.forget', { accountId: ACCOUNT, contactId })).status;

  expect(await forget('someone')).toBe(200);
  expect(await shownIds()).toEqual(['forgotten-1', ...ids.slice(1)]);
  expect(await forget('forgotten-1')).toBe(200);
  expect(await forget('forgotten-1')).toBe(404);
  expect(await shownIds()).toEqual(['forgotten-1', 'forgotten-2', ...ids.slice(2)]);
  for (const id of ids.slice(2)) expect(await forget(id)).toBe(200);
  expect(await shownIds()).toEqual(ids.map((_, index) => `forgotten-${index + 1}`));
  expect((await calls.get(integration.id)).health.failedItems).toBe(0);
});

test('expired data is deleted, but pending items, links and open runs are kept', async () => {
  const clock = manualClock();
  await using service = await createSyncService({ runtime: { ...systemRuntime, clock }, draining: false });
  const path = pathOf(service.databaseUrl);
  await push(service.context, caller, { contacts: [person(1, 'done'), person(2, 'returning')] });
  await service.queue.drainNext();
  clock.advance(RETENTION.runsMs + DAY_MS);
  await deleteExpired(service.store.retention);
  expect(count(path, 'runs')).toBe(0);
  expect(count(path, 'items')).toBe(0);
  expect(count(path, 'contacts')).toBe(2);

  await push(service.context, caller, { contacts: [person(3, 'waiting')] });
  clock.advance(RETENTION.contactsMs);
  await push(service.context, caller, { contacts: [person(2, 'returning')] });
  await deleteExpired(service.store.retention);
  expect(column(path, 'select contact_id from contacts')).toEqual(['returning-id', 'waiting-id']);
  expect(column(path, 'select contact_id from links')).toEqual(['done-id', 'returning-id']);
  expect(count(path, 'audit')).toBe(0);
  await service.queue.drainNext();
  expect(service.crm.rows.size).toBe(3);
});

test('maintenance deletes expired data by the injected clock and erases its traces once a day', async () => {
  const clock = manualClock();
  await using service = await createSyncService({ runtime: { ...systemRuntime, clock }, draining: false });
  await push(service.context, caller, { contacts: [person(1, 'done')] });
  let erasures = 0;
  const { retention } = service.store;
  const counted = {
    ...retention,
    secureErase: async (signal?: AbortSignal) => {
      const isClean = await retention.secureErase(signal);
      erasures += 1;
      return isClean;
    },
  };
  const errors: string[] = [];
  const log = { ...createLog('silent'), error: (event: string) => errors.push(event) };
  const maintenance = createMaintenance({ retention: counted, clock, log });
  await service.queue.drainNext();
  maintenance.start();
  await waitUntil(() => erasures === 1);
  clock.advance(RETENTION.contactsMs + DAY_MS);
  await waitUntil(() => count(pathOf(service.databaseUrl), 'contacts') === 0 && erasures === 2);
  expect(await findInFile(service.databaseUrl, ['+49 done'])).toEqual([]);
  expect(count(pathOf(service.databaseUrl), 'custom_fields')).toBe(0);
  await maintenance.stop();
  expect(errors).toEqual([]);
});

test('expired data is deleted in small transactions, between which others write', async () => {
  const clock = manualClock();
  await using service = await createSyncService({ runtime: { ...systemRuntime, clock }, draining: false });
  const people = Array.from({ length: 1_000 }, (_, index) => person(0, `person-${index}`));
  for (let times = 0; times < 3; times += 1) {
    await push(service.context, caller, { contacts: people });
    await service.queue.drainNext();
  }
  clock.advance(RETENTION.runsMs + DAY_MS);
  const sizes: number[] = [];
  const { retention } = service.store;
  await deleteExpired({
    ...retention,
    deleteExpired: async (periods, limit) => {
      const deleted = await retention.deleteExpired(periods, limit);
      sizes.push(deleted);
      await push(service.context, caller, { contacts: [person(0, `meanwhile-${sizes.length}`)] });
      return deleted;
    },
  });
  expect(sizes.length).toBeGreaterThan(5);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(510);
  expect(count(pathOf(service.databaseUrl), 'items')).toBe(sizes.length);
});

function pathOf(databaseUrl: string): string {
  return databaseUrl.slice('file:'.length);
}

function count(path: string, table: string): number {
  return Number(column(path, `select count(*) from ${table}`)[0]);
}

function column(path: string, query: string): unknown[] {
  const file = new Sqlite(path, { readonly: true });
  try {
    return file.prepare(query).pluck().all();
  } finally {
    file.close();
  }
}

function person(index: number, unique: string) {
  return {
    id: `${unique}-id`,
    email: `${unique}@example.org`,
    phone: `+49 ${unique}`,
    lastName: `von ${unique}`,
    customFields: { essay: `${unique} ${'words '.repeat(index % 90)}` },
  };
}

function growing(one: ReturnType<typeof person>, index: number) {
  return {
    ...one,
    customFields: { essay: `${one.customFields.essay} ${'more '.repeat((index * 37) % 160)}` },
  };
}
