import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { filePath } from '../../src/store/sqlite/open.ts';

/**
 * Those of the values that stand anywhere in the bytes of the database file and its two companions. They are read by
 * another process, because closing the file here would take this process's locks away from SQLite.
 *
 * @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export async function foundInFile(databaseUrl: string, values: readonly string[]): Promise<string[]> {
  const path = filePath(databaseUrl);
  const { stdout } = await promisify(execFile)(
    'cat',
    ['', '-wal', '-shm'].map((end) => `${path}${end}`),
    { encoding: 'latin1', maxBuffer: 1_000_000_000 },
  );
  return values.filter((value) => stdout.includes(value));
}
