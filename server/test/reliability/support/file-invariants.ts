import Sqlite from 'better-sqlite3';

/** What is wrong in a database file that has come to rest: open work, and counters that differ from their items. */
export function findFlaws(databasePath: string): string[] {
  const file = new Sqlite(databasePath, { readonly: true });
  try {
    return [
      ...openWork(file).map(({ id, status }) => `run ${id} is still ${status}`),
      ...findInconsistencies(file),
    ];
  } finally {
    file.close();
  }
}

/** What must hold at every moment, whatever is under way. */
export function findInconsistencies(file: Sqlite.Database): string[] {
  return [
    ...wrongCounters(file).map(({ id }) => `the counters of run ${id} are not those of its items`),
    ...halfEnded(file).map(({ id }) => `item ${id} is both ended and not`),
    ...strays(file).map(({ id }) => `item ${id} belongs to another account than its run`),
  ];
}

/** Which contacts of an account stand in the file. */
export function storedContactIds(databasePath: string, accountId: number): string[] {
  const file = new Sqlite(databasePath, { readonly: true });
  try {
    return file
      .prepare<[number], { id: string }>('select contact_id as id from contacts where account_id = ?')
      .all(accountId)
      .map(({ id }) => id);
  } finally {
    file.close();
  }
}

/** Which CRM contact each contact of an account has become in an environment. */
export function storedLinks(
  databasePath: string,
  accountId: number,
  environmentId: string,
): Map<string, string> {
  const file = new Sqlite(databasePath, { readonly: true });
  try {
    const links = file
      .prepare<[number, string], { contactId: string; crmContactId: string }>(
        `select contact_id as contactId, crm_contact_id as crmContactId from links
         where account_id = ? and environment_id = ?`,
      )
      .all(accountId, environmentId);
    return new Map(links.map(({ contactId, crmContactId }) => [contactId, crmContactId]));
  } finally {
    file.close();
  }
}

/** In which tables contacts that are forgotten still stand. */
export function findTraces(
  file: Sqlite.Database,
  accountId: number,
  contactIds: readonly string[],
): string[] {
  return tablesOfContacts(file).flatMap((table) =>
    file
      .prepare<[number, string], Named>(
        `select distinct contact_id as id from "${table}"
         where account_id = ? and contact_id in (select value from json_each(?))`,
      )
      .all(accountId, JSON.stringify(contactIds))
      .map(({ id }) => `${id} is forgotten and stands in ${table}`),
  );
}

function tablesOfContacts(file: Sqlite.Database): string[] {
  return file
    .prepare<[], { name: string }>(
      `select name from sqlite_schema where type = 'table'
         and exists (select 1 from pragma_table_info(sqlite_schema.name) where name = 'contact_id')`,
    )
    .all()
    .map(({ name }) => name);
}

type Named = { id: string };

function openWork(file: Sqlite.Database): { id: string; status: string }[] {
  return file
    .prepare<[], { id: string; status: string }>('select id, status from runs where finished_at_ms is null')
    .all();
}

function wrongCounters(file: Sqlite.Database): Named[] {
  return file
    .prepare<[], Named>(
      `select runs.id from runs left join items on items.run_id = runs.id
       group by runs.id
       having runs.total <> count(items.id)
         or runs.created <> count(iif(outcome = 'CREATED', 1, null))
         or runs.updated <> count(iif(outcome = 'UPDATED', 1, null))
         or runs.unchanged <> count(iif(outcome = 'UNCHANGED', 1, null))
         or runs.skipped <> count(iif(outcome = 'SKIPPED', 1, null))
         or runs.failed <> count(iif(outcome = 'FAILED', 1, null))`,
    )
    .all();
}

function halfEnded(file: Sqlite.Database): Named[] {
  return file
    .prepare<[], Named>(
      `select items.id from items join runs on runs.id = items.run_id
       where (state = 'DONE') <> (outcome is not null) or (state <> 'DONE' and runs.finished_at_ms is not null)`,
    )
    .all();
}

function strays(file: Sqlite.Database): Named[] {
  return file
    .prepare<[], Named>(
      `select items.id from items join runs on runs.id = items.run_id
         join integrations on integrations.id = runs.integration_id
       where items.account_id <> runs.account_id or runs.account_id <> integrations.account_id
         or items.integration_id <> runs.integration_id`,
    )
    .all();
}
