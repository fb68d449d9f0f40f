import Sqlite from 'better-sqlite3';
import { EXIT_RETRY_LATER } from './secure-erase.ts';
import { isBusy } from './transaction.ts';

const BUSY_TIMEOUT_MS = 10_000;
const CHECKPOINT_ATTEMPTS = 20;
const RETRY_DELAY_MS = 250;

process.umask(0o077);
try {
  if (!rebuild(process.argv[2] ?? '')) process.exitCode = EXIT_RETRY_LATER;
} catch (error) {
  process.exitCode = isBusy(error) ? EXIT_RETRY_LATER : 1;
  // Only the code may reach the service's log: the message can quote data.
  if (error instanceof Sqlite.SqliteError) process.stdout.write(error.code);
}

/** Returns whether all deleted data is gone. */
function rebuild(path: string): boolean {
  const connection = new Sqlite(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const deletions = connection.pragma('user_version', { simple: true });
    connection.pragma('synchronous = FULL');
    connection.exec('vacuum');
    if (!emptyLog(connection)) return false;
    return connection
      .transaction(() => {
        // Data deleted meanwhile needs another run.
        if (connection.pragma('user_version', { simple: true }) !== deletions) return false;
        connection.pragma('user_version = 0');
        return true;
      })
      .immediate();
  } finally {
    connection.close();
  }
}

/**
 * The passive checkpoint copies most of the log without blocking writers. The log cannot be truncated while a process
 * reads an older snapshot or runs a checkpoint, and SQLite does not wait for the latter.
 */
function emptyLog(connection: Sqlite.Database): boolean {
  connection.pragma('wal_checkpoint(passive)');
  for (let attempt = 1; attempt <= CHECKPOINT_ATTEMPTS; attempt += 1) {
    const [log] = connection.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    if (log?.busy === 0) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_DELAY_MS);
  }
  return false;
}
