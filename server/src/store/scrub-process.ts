import Sqlite from 'better-sqlite3';
import { LEFT_FOR_ANOTHER_TIME } from './scrub.ts';
import { isUnavailable } from './writer.ts';

/** Nobody waits for this process, so it can wait for others. */
const BUSY_TIMEOUT_MS = 10_000;

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('name the database file');
process.umask(0o077);
const connection = new Sqlite(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
try {
  if (!writeAnew(connection)) process.exitCode = LEFT_FOR_ANOTHER_TIME;
} catch (error) {
  if (!isUnavailable(error)) throw error;
  process.exitCode = LEFT_FOR_ANOTHER_TIME;
} finally {
  connection.close();
}

/** Answers whether all that was erased is gone, so that nothing is wanted any more. */
function writeAnew(file: Sqlite.Database): boolean {
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
}
