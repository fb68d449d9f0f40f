import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../../drizzle/sqlite', import.meta.url));

/** The file was written by a newer version of the service, whose promises this one does not know. */
export class NewerFileError extends Error {
  readonly code = 'WRITTEN_BY_A_NEWER_VERSION';
}

/**
 * Brings a file's schema up to date, forwards only, in one transaction under the write lock: of several processes
 * that start at once one does it, and a crash leaves the old schema whole. Throws `NewerFileError`.
 */
export function migrateForward(connection: Sqlite.Database, migrationsFolder = MIGRATIONS_FOLDER): void {
  const known = readMigrationFiles({ migrationsFolder });
  const migrate = connection.transaction(() => {
    connection.exec(
      'create table if not exists "__drizzle_migrations" (id integer primary key autoincrement, hash text not null, created_at numeric)',
    );
    const reached = Number(
      connection.prepare('select coalesce(max(created_at), 0) from "__drizzle_migrations"').pluck().get(),
    );
    if (reached > Math.max(0, ...known.map(({ folderMillis }) => folderMillis))) {
      throw new NewerFileError('the database was written by a newer version of this service');
    }
    for (const { sql, hash, folderMillis } of known) {
      if (folderMillis <= reached) continue;
      for (const statement of sql) connection.exec(statement);
      connection
        .prepare('insert into "__drizzle_migrations" (hash, created_at) values (?, ?)')
        .run(hash, folderMillis);
    }
  });
  migrate.immediate();
}
