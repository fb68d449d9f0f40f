import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import * as schema from '../schema.ts';
import { migrateForward } from './migrate.ts';
import type { Database } from './queries.ts';
import { secureErase } from './secure-erase.ts';
import { cacheStatements } from './statement-cache.ts';

/** Waiting blocks the whole process, which is acceptable only at the start. */
const BUSY_TIMEOUT_MS = { opening: 15_000, running: 50 };
/** The first version without the WAL-reset bug, which can corrupt a database with several connections. */
const MIN_SQLITE_VERSION = [3, 51, 3] as const;

/**
 * Opens the database of `file:…` and migrates its schema. Guarantees WAL, durable commits, foreign keys, and that
 * deleted values are overwritten.
 */
export function openDatabase(databaseUrl: string) {
  const path = filePath(databaseUrl);
  const connection = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS.opening });
  try {
    checkVersion(String(connection.prepare('select sqlite_version()').pluck().get()));
    setPragmas(connection);
    migrateForward(connection);
    cacheStatements(connection);
    const database: Database = drizzle(connection, { schema });
    connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS.running}`);
    return {
      database,
      /** Rejects if the database does not respond. */
      ping: async (): Promise<void> => {
        connection.prepare('select 1').get();
      },
      secureErase: async (signal?: AbortSignal) => await secureErase(database, path, signal),
      close: async (): Promise<void> => {
        connection.close();
      },
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The path in `file:…`. */
export function filePath(databaseUrl: string): string {
  return databaseUrl.startsWith('file://') ? fileURLToPath(databaseUrl) : databaseUrl.slice('file:'.length);
}

/** SQLite silently ignores pragmas it cannot apply, such as WAL on a network drive, so they are read back. */
function setPragmas(connection: Sqlite.Database): void {
  for (const [pragma, value] of [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
  ] as const) {
    connection.pragma(`${pragma} = ${value}`);
    const actual = connection.pragma(pragma, { simple: true });
    if (actual !== value) throw new Error(`${pragma} is ${String(actual)} but must be ${value}`);
  }
}

function checkVersion(version: string): void {
  const parts = version.split('.').map(Number);
  const difference = MIN_SQLITE_VERSION.map((min, index) => (parts[index] ?? 0) - min).find(
    (part) => part !== 0,
  );
  if ((difference ?? 0) < 0) {
    throw new Error(`SQLite ${version} is too old: ${MIN_SQLITE_VERSION.join('.')} or newer is required`);
  }
}
