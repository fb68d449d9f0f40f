import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import * as schema from '../schema.ts';
import { migrateForward } from './migrate.ts';
import { keepStatements } from './statement-cache.ts';

export type Database = BetterSQLite3Database<typeof schema>;
/** The database, or an open transaction on it. */
export type Queries = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'get' | 'all' | 'run'>;

export type OpenDatabase = {
  database: Database;
  /** Rejects when the file does not answer. */
  ping(): Promise<void>;
  close(): void;
};

/** At the start there is nobody to keep waiting; later the whole process stands still for as long. */
const BUSY_TIMEOUT_MS = { opening: 15_000, running: 50 };
/** The first version without the WAL-reset bug that can corrupt a file with several connections. */
const OLDEST_SQLITE = [3, 51, 3] as const;

/**
 * Opens the file of `file:…`, brings its schema up to date and holds it to the promises of the house: WAL, every
 * commit on disk before it counts, foreign keys kept, deleted values overwritten.
 */
export function openDatabase(databaseUrl: string): OpenDatabase {
  const connection = new Sqlite(filePath(databaseUrl), { timeout: BUSY_TIMEOUT_MS.opening });
  try {
    checkVersion(String(connection.prepare('select sqlite_version()').pluck().get()));
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('secure_delete = ON');
    checkPromises(connection);
    migrateForward(connection);
    keepStatements(connection);
    const database = drizzle(connection, { schema });
    connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS.running}`);
    return {
      database,
      ping: async () => {
        connection.prepare('select 1').get();
      },
      close: () => connection.close(),
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

/** A pragma that cannot be had is silently not had, such as WAL on a network drive. */
function checkPromises(connection: Sqlite.Database): void {
  for (const [pragma, promised] of [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
  ] as const) {
    const found = connection.pragma(pragma, { simple: true });
    if (found !== promised) throw new Error(`${pragma} is ${String(found)} there and has to be ${promised}`);
  }
}

function checkVersion(version: string): void {
  const parts = version.split('.').map(Number);
  const difference = OLDEST_SQLITE.map((oldest, place) => (parts[place] ?? 0) - oldest).find(
    (part) => part !== 0,
  );
  if ((difference ?? 0) < 0) {
    throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} or newer is needed.`);
  }
}
