import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../../drizzle/sqlite', import.meta.url));

/** A newer version of the service has migrated the database. */
export class NewerSchemaError extends Error {
  readonly code = 'WRITTEN_BY_A_NEWER_VERSION';
}

/**
 * Applies all missing migrations in one transaction under the write lock. If several processes start at once, one of
 * them migrates; a crash leaves the old schema. Throws `NewerSchemaError`.
 */
export function migrateForward(connection: Sqlite.Database, migrationsFolder = MIGRATIONS_FOLDER): void {
  const migrations = readMigrationFiles({ migrationsFolder });
  const migrate = connection.transaction(() => {
    connection.exec(
      'create table if not exists "__drizzle_migrations" (id integer primary key autoincrement, hash text not null, created_at numeric)',
    );
    const current = Number(
      connection.prepare('select coalesce(max(created_at), 0) from "__drizzle_migrations"').pluck().get(),
    );
    if (current > Math.max(0, ...migrations.map(({ folderMillis }) => folderMillis))) {
      throw new NewerSchemaError(
        'The database was written by a newer version of this service; start that version.',
      );
    }
    for (const { sql, hash, folderMillis } of migrations) {
      if (folderMillis <= current) continue;
      for (const statement of sql) connection.exec(statement);
      connection
        .prepare('insert into "__drizzle_migrations" (hash, created_at) values (?, ?)')
        .run(hash, folderMillis);
    }
  });
  migrate.immediate();
}
