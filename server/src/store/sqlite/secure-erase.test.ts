import { stat } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  findInFile,
  integrationRecord,
  temporaryStore,
  testAudit,
} from '../../../test/harness/temporary-store.ts';
import { seededRandom } from '../../../test/reliability/simulation/random.ts';
import { type IntegrationRecord, MAX_INTEGRATIONS_PER_ACCOUNT } from '../integrations.ts';
import { filePath, openDatabase } from './open.ts';
import { secureErase } from './secure-erase.ts';

type Records = IntegrationRecord[];

test('removed integrations and replaced secrets leave no trace in the file', async () => {
  await using file = await temporaryStore();
  const { integrations, retention } = file.store;
  const random = seededRandom(5);
  // Random ids and different sizes make pages split and rows move.
  const records = Array.from({ length: 400 }, (_, index) =>
    integrationRecord({
      id: random.uuid(),
      accountId: 1 + Math.floor(index / MAX_INTEGRATIONS_PER_ACCOUNT),
      name: `name ${random.uuid()}`,
      enabled: false,
      secrets: secrets(random.uuid(), index % 7),
    }),
  );
  for (const record of records) await integrations.insert(record, testAudit);
  const grown = records.map((read, index) => ({ read, secrets: secrets(random.uuid(), index * 37) }));
  await integrations.replaceSealedSecrets(grown);
  const next = () => secrets(random.uuid(), 3);

  const [removed, replaced, resealed, kept] = [0, 1, 2, 3].map((rest) =>
    grown
      .filter((_, index) => index % 4 === rest)
      .map(({ read, secrets: current }) => ({ ...read, secrets: current })),
  ) as [Records, Records, Records, Records];
  for (const { accountId, id } of removed) await integrations.remove(accountId, id, testAudit);
  for (const { accountId, id: integrationId, version } of replaced) {
    const change = { secrets: next() };
    await integrations.update({ accountId, integrationId, version, change, resumes: [], audit: testAudit });
  }
  await integrations.replaceSealedSecrets(resealed.map((read) => ({ read, secrets: next() })));
  expect((await stat(`${filePath(file.databaseUrl)}-wal`)).size).toBe(0);
  expect(await retention.secureErase()).toBe(true);

  const secretsOf = (of: Records) => of.map((record) => record.secrets['clientSecret']?.sealed ?? '');
  const gone = [
    ...removed.map(({ name }) => name),
    ...secretsOf([...records, ...removed, ...replaced, ...resealed]).map((one) => one.slice(0, 36)),
  ];
  expect(await findInFile(file.databaseUrl, gone)).toEqual([]);
  expect(await findInFile(file.databaseUrl, secretsOf(kept))).toEqual(secretsOf(kept));
});

test('the file is rebuilt only if something was deleted, and once for all deletions', async () => {
  await using file = await temporaryStore();
  const { contacts, integrations, retention } = file.store;
  const deletions = (): unknown => pragma(file.databaseUrl, 'user_version');
  await integrations.insert(integrationRecord(), testAudit);
  expect(await contacts.forget(1, 'unknown', testAudit)).toBe(false);
  expect(await integrations.remove(1, 'none', testAudit)).toBe(false);
  expect(deletions()).toBe(0);
  await integrations.remove(1, 'integration-1', testAudit);
  expect(deletions()).toBe(1);
  expect(await retention.secureErase()).toBe(true);
  expect(deletions()).toBe(0);
});

test('a file that is being read is erased later, and so is one if the service stops', async () => {
  await using file = await temporaryStore();
  const { integrations, retention } = file.store;
  await integrations.insert(integrationRecord(), testAudit);
  const reader = new Sqlite(filePath(file.databaseUrl));
  reader.exec('begin; select * from integrations');
  await integrations.remove(1, 'integration-1', testAudit);
  const stopping = new AbortController();
  const ended = retention.secureErase(stopping.signal);
  stopping.abort();
  expect(await ended).toBe(false);
  expect(pragma(file.databaseUrl, 'user_version')).toBe(1);
  reader.close();
  expect(await retention.secureErase(stopping.signal)).toBe(false);
  expect(await retention.secureErase()).toBe(true);
});

test('a failed secure erase rejects with SQLite’s code', async () => {
  await using file = await temporaryStore();
  const opened = openDatabase(file.databaseUrl);
  opened.database.run(sql`pragma user_version = 1`);
  const elsewhere = secureErase(opened.database, `${filePath(file.databaseUrl)}-elsewhere`);
  await expect(elsewhere).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
  await opened.close();
});

test('this process continues during a secure erase', async () => {
  await using file = await temporaryStore();
  const { integrations, retention } = file.store;
  for (const id of ['a', 'b'])
    await integrations.insert(integrationRecord({ id, enabled: false }), testAudit);
  await integrations.remove(1, 'a', testAudit);
  let isDone = false;
  const erasing = retention.secureErase().finally(() => {
    isDone = true;
  });
  let steps = 0;
  while (!isDone) {
    await file.store.ping();
    await integrations.recordStatus('b', { status: 'UP', code: null, checkedAt: null }, []);
    steps += 1;
    await new Promise(setImmediate);
  }
  expect(await erasing).toBe(true);
  expect(steps).toBeGreaterThan(3);
});

function secrets(unique: string, length: number): IntegrationRecord['secrets'] {
  return { clientSecret: { sealed: `${unique}${'sealed '.repeat(length % 180)}`, hint: '' } };
}

function pragma(databaseUrl: string, name: string): unknown {
  const file = new Sqlite(filePath(databaseUrl), { readonly: true });
  try {
    return file.pragma(name, { simple: true });
  } finally {
    file.close();
  }
}
