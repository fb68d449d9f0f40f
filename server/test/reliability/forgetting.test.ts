import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createMaintenance, deleteExpired, RETENTION } from '../../src/maintenance/retention.ts';
import { createLog } from '../../src/runtime/log.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { foundInFile } from '../harness/file-bytes.ts';
import { caller, syncHouse } from '../harness/sync-house.ts';
import { manualClock } from '../harness/temporary-store.ts';
import { seededRandom } from './simulation/random.ts';
import { waitUntil } from './support/wait.ts';

const DAY_MS = 24 * 3_600_000;

test('erasing contacts removes all their values from the database file and its write-ahead log', async () => {
  await using house = await syncHouse({ draining: false });
  const random = seededRandom(17);
  const people = Array.from({ length: 2_000 }, (_, index) => person(index, random.uuid()));
  // Random ids and growing contents make pages split and rows move.
  const grown = people.map(growing);
  const pushes = [people.slice(0, 1_000), people.slice(1_000), grown.slice(0, 1_000), grown.slice(1_000)];
  for (const contacts of pushes) await house.sync.push(caller, { contacts });
  const all = await house.sync.start(caller, { integrationId: 'integration-1', scope: { kind: 'ALL' } });
  house.startDraining();
  await house.untilRun(all.id);

  const forgotten = people.filter((_, index) => index % 20 === 3);
  const values = forgotten.flatMap(({ id, email, phone, lastName }) => [id, email, phone, lastName]);
  for (const { id } of forgotten) await house.sync.forgetContact(caller, { contactId: id });
  expect(await house.store.retention.secureErase()).toBe(true);
  expect(await foundInFile(house.databaseUrl, values)).toEqual([]);
  const [someone] = people;
  expect(await foundInFile(house.databaseUrl, [someone?.email ?? ''])).toHaveLength(1);
});

test('expired data is deleted, but pending items, links and open runs are kept', async () => {
  const clock = manualClock();
  await using house = await syncHouse({ runtime: { ...systemRuntime, clock }, draining: false });
  const path = pathOf(house.databaseUrl);
  await house.sync.push(caller, { contacts: [person(1, 'done'), person(2, 'returning')] });
  await drainOnce(house);
  clock.advance(RETENTION.runsMs + DAY_MS);
  await deleteExpired(house.store.retention);
  expect(count(path, 'runs')).toBe(0);
  expect(count(path, 'items')).toBe(0);
  expect(count(path, 'contacts')).toBe(2);

  await house.sync.push(caller, { contacts: [person(3, 'waiting')] });
  clock.advance(RETENTION.contactsMs);
  await house.sync.push(caller, { contacts: [person(2, 'returning')] });
  await deleteExpired(house.store.retention);
  expect(column(path, 'select contact_id from contacts')).toEqual(['returning-id', 'waiting-id']);
  expect(column(path, 'select contact_id from links')).toEqual(['done-id', 'returning-id']);
  expect(count(path, 'audit')).toBe(0);
  await drainOnce(house);
  expect(house.crm.rows.size).toBe(3);
});

test('maintenance deletes expired data by the injected clock and erases its traces once a day', async () => {
  const clock = manualClock();
  await using house = await syncHouse({ runtime: { ...systemRuntime, clock }, draining: false });
  await house.sync.push(caller, { contacts: [person(1, 'done')] });
  let erasures = 0;
  const { retention } = house.store;
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
  await drainOnce(house);
  maintenance.start();
  await waitUntil(() => erasures === 1);
  clock.advance(RETENTION.contactsMs + DAY_MS);
  await waitUntil(() => count(pathOf(house.databaseUrl), 'contacts') === 0 && erasures === 2);
  expect(await foundInFile(house.databaseUrl, ['+49 done'])).toEqual([]);
  await maintenance.stop();
  expect(errors).toEqual([]);
});

test('expired data is deleted in small transactions, between which others write', async () => {
  const clock = manualClock();
  await using house = await syncHouse({ runtime: { ...systemRuntime, clock }, draining: false });
  const people = Array.from({ length: 1_000 }, (_, index) => person(0, `person-${index}`));
  for (let push = 0; push < 3; push += 1) {
    await house.sync.push(caller, { contacts: people });
    await drainOnce(house);
  }
  clock.advance(RETENTION.runsMs + DAY_MS);
  const sizes: number[] = [];
  const { retention } = house.store;
  await deleteExpired({
    ...retention,
    deleteExpired: async (periods, limit) => {
      const deleted = await retention.deleteExpired(periods, limit);
      sizes.push(deleted);
      await house.sync.push(caller, { contacts: [person(0, `meanwhile-${sizes.length}`)] });
      return deleted;
    },
  });
  expect(sizes.length).toBeGreaterThan(5);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(510);
  expect(count(pathOf(house.databaseUrl), 'items')).toBe(sizes.length);
});

async function drainOnce(house: Awaited<ReturnType<typeof syncHouse>>): Promise<void> {
  const lease = await house.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing is due');
  await house.store.tasks.release(lease, await house.drain(lease, new AbortController().signal));
}

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
