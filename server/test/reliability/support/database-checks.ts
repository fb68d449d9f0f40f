import { REVIEW_REASONS } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';

/** Unfinished runs and inconsistent rows of a database file that nobody writes to any more. */
export function findDatabaseErrors(databasePath: string): string[] {
  const file = new Sqlite(databasePath, { readonly: true });
  try {
    return [
      ...unfinishedRuns(file).map(({ id, status }) => `run ${id} is still ${status}`),
      ...findInconsistencies(file),
    ];
  } finally {
    file.close();
  }
}

/** Violations of what must hold at every moment, also during a sync. */
export function findInconsistencies(file: Sqlite.Database): string[] {
  return [
    ...wrongCounters(file).map(({ id }) => `the counters of run ${id} differ from its items`),
    ...inconsistentItems(file).map(({ id }) => `item ${id} is inconsistent with its state or its run`),
    ...misplacedItems(file).map(
      ({ id }) => `item ${id} belongs to another account or integration than its run`,
    ),
  ];
}

/** Ids of the contacts that are stored for an account. */
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

/** The CRM contact of each linked contact of an account in an environment. */
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

/** Rows that still contain forgotten contacts, by table. */
export function findTraces(
  file: Sqlite.Database,
  accountId: number,
  contactIds: readonly string[],
): string[] {
  if (contactIds.length === 0) return [];
  return tablesOfContacts(file).flatMap((table) =>
    file
      .prepare<[number, string], Row>(
        `select distinct contact_id as id from "${table}"
         where account_id = ? and contact_id in (select value from json_each(?))`,
      )
      .all(accountId, JSON.stringify(contactIds))
      .map(({ id }) => `${id} is forgotten but stored in ${table}`),
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

type Row = { id: string };

function unfinishedRuns(file: Sqlite.Database): { id: string; status: string }[] {
  return file
    .prepare<[], { id: string; status: string }>('select id, status from runs where finished_at_ms is null')
    .all();
}

const REVIEWS = REVIEW_REASONS.map((reason) => `'${reason}'`).join();

function wrongCounters(file: Sqlite.Database): Row[] {
  return file
    .prepare<[], Row>(
      `select runs.id from runs left join items on items.run_id = runs.id
       group by runs.id
       having runs.total <> count(items.id)
         or runs.created <> count(iif(outcome = 'CREATED', 1, null))
         or runs.updated <> count(iif(outcome = 'UPDATED', 1, null))
         or runs.unchanged <> count(iif(outcome = 'UNCHANGED', 1, null))
         or runs.skipped <> count(iif(outcome = 'SKIPPED', 1, null))
         or runs.review <> count(iif(outcome = 'SKIPPED' and reason in (${REVIEWS}), 1, null))
         or runs.warnings <> count(iif(has_warnings, 1, null))
         or runs.failed <> count(iif(outcome = 'FAILED', 1, null))`,
    )
    .all();
}

function inconsistentItems(file: Sqlite.Database): Row[] {
  return file
    .prepare<[], Row>(
      `select items.id from items join runs on runs.id = items.run_id
       where (state = 'DONE') <> (outcome is not null) or (state <> 'DONE' and runs.finished_at_ms is not null)`,
    )
    .all();
}

function misplacedItems(file: Sqlite.Database): Row[] {
  return file
    .prepare<[], Row>(
      `select items.id from items join runs on runs.id = items.run_id
         join integrations on integrations.id = runs.integration_id
       where items.account_id <> runs.account_id or runs.account_id <> integrations.account_id
         or items.integration_id <> runs.integration_id`,
    )
    .all();
}
