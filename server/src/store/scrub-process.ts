import Sqlite from 'better-sqlite3';
import { LEFT_FOR_ANOTHER_TIME } from './scrub.ts';
import { isBusy } from './writer.ts';

/** Nobody waits for this process, so it can wait for others. */
const BUSY_TIMEOUT_MS = 10_000;

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
    const [log] = file.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    // Whoever reads an older state keeps it in the log.
    if (log?.busy !== 0) return false;
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
