import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { Database, Queries } from './open.ts';
import { isUnavailable } from './transaction.ts';

/**
 * Notes, in the transaction that erases something, that the file has to be written anew. What is deleted is
 * overwritten with zeros where it stands (`secure_delete`), but a page that was split earlier can keep, between its
 * rows, a piece of what moved to its neighbour then.
 *
 * @see https://www.sqlite.org/pragma.html#pragma_secure_delete
 */
export function wantScrub(queries: Queries): void {
  queries.run(sql.raw(`pragma user_version = ${erasures(queries) + 1}`));
}

/**
 * Brings what was overwritten from the write-ahead log into the file, and empties the log: until then both keep the
 * former pages. Where somebody still reads an older state, the next scrub does it.
 */
export function emptyLog(database: Database): void {
  try {
    database.run(sql`pragma wal_checkpoint(truncate)`);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
  }
}

/**
 * Writes the whole file anew, from its live rows only, if something was erased since the last time. Answers whether
 * nothing erased is left in the file and its log; a file that is busy, or a signal, leaves it for another time. Rejects
 * with SQLite's code when that cannot be done, such as on a disk that has no room for a second file.
 * Writers wait meanwhile, readers do not, and neither does this process: a process of its own does the work, which
 * can be ended at any moment without harm.
 */
export async function scrub(database: Database, file: string, signal?: AbortSignal): Promise<boolean> {
  if (erasures(database) === 0) return true;
  if (signal?.aborted) return false;
  // The log becomes as long as the file, and this process's next commit would bring all of it into the file.
  const autocheckpoint = database.get<{ wal_autocheckpoint: number }>(sql`pragma wal_autocheckpoint`);
  database.run(sql`pragma wal_autocheckpoint = 0`);
  try {
    return await runScrubProcess(file, signal);
  } finally {
    database.run(sql.raw(`pragma wal_autocheckpoint = ${autocheckpoint.wal_autocheckpoint}`));
  }
}

async function runScrubProcess(file: string, signal?: AbortSignal): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [SCRUB_PROCESS, file],
      // No secret of this process goes along, and the copy that is made on the way stays on the disk of the file.
      { env: { SQLITE_TMPDIR: dirname(file) }, ...(signal && { signal }) },
      (error, code) => {
        if (!error) resolve(true);
        else if (error.code === LEFT_FOR_ANOTHER_TIME || signal?.aborted) resolve(false);
        else reject(new ScrubError(code));
      },
    );
  });
}

/** `code` is SQLite's, or empty where it was nothing of SQLite's. */
class ScrubError extends Error {
  readonly code: string;

  constructor(code: string) {
    super('the file cannot be written anew');
    this.name = 'ScrubError';
    this.code = code;
  }
}

/** The exit code by which the process says that the file was busy, or that more was erased meanwhile. */
export const LEFT_FOR_ANOTHER_TIME = 75;

const SCRUB_PROCESS = fileURLToPath(new URL('./secure-erase-process.ts', import.meta.url));

function erasures(queries: Pick<Queries, 'get'>): number {
  return queries.get<{ user_version: number }>(sql`pragma user_version`).user_version;
}
