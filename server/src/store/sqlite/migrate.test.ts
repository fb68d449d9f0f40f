import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { refusedStart } from '../../../test/harness/processes.ts';
import { caller, contacts, createSyncService } from '../../../test/harness/service.ts';
import { push } from '../../sync/push.ts';
import { MAX_CUSTOM_FIELDS } from '../custom-fields.ts';
import { migrateForward, NewerSchemaError } from './migrate.ts';

const FOLDER = fileURLToPath(new URL('../../../../drizzle/sqlite', import.meta.url));

test('a database of a newer version is rejected and not changed', async () => {
  await using service = await createSyncService({ draining: false });
  await push(service.context, caller, { contacts: contacts(2) });
  const file = new Sqlite(pathOf(service.databaseUrl));
  file
    .prepare('insert into "__drizzle_migrations" (hash, created_at) values (?, ?)')
    .run('of-the-future', Date.parse('2099-01-01'));
  expect(() => migrateForward(file)).toThrow(NewerSchemaError);
  expect(file.prepare('select count(*) from contacts').pluck().get()).toBe(2);
  file.close();
});

test('the service does not start on a database of a newer version', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'crm.sqlite');
  const file = new Sqlite(path);
  migrateForward(file);
  file.exec(`insert into "__drizzle_migrations" (hash, created_at) values ('of-the-future', 4000000000000)`);
  file.close();
  const { code, stderr } = await refusedStart({
    DATABASE_URL: `file:${path}`,
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    SERVICE_KEYS: 'a-service-key-that-is-long-enough-for-a-test',
    GOODFUNDS_JWKS_URL: 'https://goodfunds.example/jwks',
  });
  expect(code).toBe(1);
  expect(stderr).toContain('WRITTEN_BY_A_NEWER_VERSION');
});

test('every older schema is migrated without losing rows', async () => {
  await using service = await createSyncService({ draining: false });
  await push(service.context, caller, { contacts: contacts(500) });
  const { entries } = await readJournal();
  for (let count = 1; count < entries.length; count += 1) {
    await using older = await migrationsUpTo(count);
    const file = new Sqlite(':memory:');
    migrateForward(file, older.path);
    const copied = copyRows(pathOf(service.databaseUrl), file);
    migrateForward(file);
    expect(countRows(file, [...copied.keys()])).toEqual(copied);
    expect(schemaOf(file)).toEqual(schemaOf(new Sqlite(pathOf(service.databaseUrl), { readonly: true })));
    file.close();
  }
});

test('integrations that are older than the memory of values keep their strategy, and nothing counts as changed', async () => {
  await using service = await createSyncService({ draining: true });
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  await service.untilRun(runs[0]?.id ?? '');
  await using older = await migrationsUpTo(BEFORE_MEMORY);
  const file = new Sqlite(':memory:');
  migrateForward(file, older.path);
  copyRows(pathOf(service.databaseUrl), file, ['integrations', 'contacts', 'links']);
  file.exec(`update integrations set strategy = 'UPDATE_IF_CHANGED'`);
  const read = () => ({
    rules: file.prepare('select strategy from integrations').pluck().all(),
    links: file.prepare('select contact_id, content_hash, settings_hash from links order by 1').all(),
  });
  const before = read();
  migrateForward(file);
  expect(read()).toEqual(before);
  expect(before.rules).toEqual(['UPDATE_IF_CHANGED']);
  expect(file.prepare('select on_edit_conflict from integrations').pluck().all()).toEqual(['GOODFUNDS']);
  expect(file.prepare('select distinct memory from links').pluck().all()).toEqual([null]);
});

/** The migrations before links got a memory. */
const BEFORE_MEMORY = 12;

test('the ids of contacts that were erased by an older version cannot be those of pushed contacts', async () => {
  await using older = await migrationsUpTo(4);
  const file = new Sqlite(':memory:');
  migrateForward(file, older.path);
  file.exec('pragma foreign_keys = off');
  const insert = file.prepare(
    `insert into items (id, run_id, integration_id, account_id, contact_id, priority, state, outcome, attempts)
     values (?, 'run', 'integration', 1, ?, 0, ?, 'CREATED', 1)`,
  );
  insert.run(1, 'forgotten-1', 'DONE');
  insert.run(2, 'forgotten-3', 'DONE');
  insert.run(4, 'forgotten-4', 'PENDING');
  migrateForward(file);
  const ids = file.prepare<[], string>('select contact_id from items order by id').pluck().all();
  expect(ids).toEqual([`forgotten-1${' '.repeat(190)}`, 'forgotten-3', 'forgotten-4']);
});

test('an account with more custom fields than the limit keeps the first ones by name', async () => {
  await using older = await migrationsUpTo(5);
  const file = new Sqlite(':memory:');
  migrateForward(file, older.path);
  const insert = file.prepare(`insert into custom_fields (account_id, name, type) values (?, ?, 'STRING')`);
  for (let index = 0; index < MAX_CUSTOM_FIELDS + 500; index += 1) insert.run(1, `field-${10_000 + index}`);
  insert.run(2, 'zip');
  migrateForward(file);
  const last = file.prepare<[], string>('select max(name) from custom_fields group by account_id').pluck();
  expect(last.all()).toEqual([`field-${10_000 + MAX_CUSTOM_FIELDS - 1}`, 'zip']);
});

test('a migration that fails leaves the schema as it was', async () => {
  await using broken = await migrationsUpTo(1);
  await writeFile(
    join(broken.path, '0001_broken.sql'),
    'create table half (id integer);\n--> statement-breakpoint\nnonsense;',
  );
  const journal = await readJournal();
  journal.entries = [
    ...journal.entries.slice(0, 1),
    { idx: 1, version: '6', when: 3_000_000_000_000, tag: '0001_broken', breakpoints: true },
  ];
  await writeFile(join(broken.path, 'meta/_journal.json'), JSON.stringify(journal));
  const file = new Sqlite(':memory:');
  migrateForward(file, (await migrationsUpTo(1)).path);
  const before = schemaOf(file);
  expect(() => migrateForward(file, broken.path)).toThrow('nonsense');
  expect(schemaOf(file)).toEqual(before);
});

type Journal = {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
};

async function readJournal(): Promise<Journal> {
  return JSON.parse(await readFile(join(FOLDER, 'meta/_journal.json'), 'utf8')) as Journal;
}

/** The migrations of an older version of the service. */
async function migrationsUpTo(count: number) {
  const folder = await temporaryFolder();
  await cp(FOLDER, folder.path, { recursive: true });
  const journal = await readJournal();
  const older = { ...journal, entries: journal.entries.slice(0, count) };
  await writeFile(join(folder.path, 'meta/_journal.json'), JSON.stringify(older));
  return folder;
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'goodfunds-migrations-'));
  return { path, [Symbol.asyncDispose]: async () => await rm(path, { recursive: true, force: true }) };
}

/** Copies the columns that both schemas have. Returns the number of rows by table. */
function copyRows(
  from: string,
  into: Sqlite.Database,
  tables = ['integrations', 'contacts', 'runs', 'items', 'tasks'],
): Map<string, number> {
  into.exec(`attach '${from}' as source`);
  const copied = new Map<string, number>();
  for (const table of tables) {
    const columns = columnsOf(into, 'main', table).filter((column) =>
      columnsOf(into, 'source', table).includes(column),
    );
    const list = columns.map((column) => `"${column}"`).join(', ');
    const { changes } = into
      .prepare(`insert into main."${table}" (${list}) select ${list} from source."${table}"`)
      .run();
    copied.set(table, changes);
  }
  into.exec('detach source');
  return copied;
}

function columnsOf(file: Sqlite.Database, schema: string, table: string): string[] {
  return file
    .prepare<[], string>(`select name from pragma_table_info('${table}', '${schema}')`)
    .pluck()
    .all();
}

function countRows(file: Sqlite.Database, tables: readonly string[]): Map<string, number> {
  return new Map(
    tables.map((table) => [table, Number(file.prepare(`select count(*) from "${table}"`).pluck().get())]),
  );
}

function schemaOf(file: Sqlite.Database): unknown[] {
  return file
    .prepare("select name, sql from sqlite_schema where name not like 'sqlite_%' order by name")
    .all();
}

function pathOf(databaseUrl: string): string {
  return databaseUrl.slice('file:'.length);
}
