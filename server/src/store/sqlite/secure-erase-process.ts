import Sqlite from 'better-sqlite3';
import { LEFT_FOR_ANOTHER_TIME } from './secure-erase.ts';
import { isBusy } from './transaction.ts';

/** Nobody waits for this process, so it can wait for others. */
const BUSY_TIMEOUT_MS = 10_000;
const CHECKPOINT_TRIES = 20;
const REST_MS = 250;

process.umask(0o077);
try {
  if (!writeAnew(process.argv[2] ?? '')) process.exitCode = LEFT_FOR_ANOTHER_TIME;
} catch (error) {
  process.exitCode = isBusy(error) ? LEFT_FOR_ANOTHER_TIME : 1;
  // The code is what the log of the service takes; words may quote what stands in the file.
  if (error instanceof Sqlite.SqliteError) process.stdout.write(error.code);
}

/** Answers whether all that was erased is gone, so that nothing is wanted any more. */
function writeAnew(path: string): boolean {
  const file = new Sqlite(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const wanted = file.pragma('user_version', { simple: true });
    file.pragma('synchronous = FULL');
    file.exec('vacuum');
    if (!emptyLog(file)) return false;
    return file
      .transaction(() => {
        // What was erased meanwhile is a reason of its own.
        if (file.pragma('user_version', { simple: true }) !== wanted) return false;
        file.pragma('user_version = 0');
        return true;
      })
      .immediate();
  } finally {
    file.close();
  }
}

/**
 * Most of the log goes into the file while others write; only what is left then keeps them waiting. Whoever reads an
 * older state keeps it in the log, and somebody else's checkpoint is not waited for by SQLite.
 */
function emptyLog(file: Sqlite.Database): boolean {
  file.pragma('wal_checkpoint(passive)');
  for (let tries = 1; tries <= CHECKPOINT_TRIES; tries += 1) {
    const [log] = file.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    if (log?.busy === 0) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, REST_MS);
  }
  return false;
}
