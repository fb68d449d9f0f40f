import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { Change } from '../context.ts';
import type { Database, Queries } from './queries.ts';
import { isUnavailable } from './transaction.ts';

/**
 * Records, in the transaction that deletes something, that the file needs a `VACUUM`. `secure_delete` overwrites
 * deleted rows with zeros, but a page that was split before can still contain a copy of a row that moved.
 *
 * @see https://www.sqlite.org/pragma.html#pragma_secure_delete
 */
export function requestVacuum({ queries }: Change): void {
  queries.run(sql.raw(`pragma user_version = ${deletionCount(queries) + 1}`));
}

/**
 * Like `requestVacuum`, and empties the write-ahead log after the commit: until then both the file and the log contain
 * the old pages. While another process reads an older snapshot, this is left to the next secure erase.
 */
export function eraseDeleted(change: Change): void {
  requestVacuum(change);
  change.afterCommit(() => {
    try {
      change.queries.run(sql`pragma wal_checkpoint(truncate)`);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  });
}

/**
 * Rebuilds the file if anything was deleted since the last time. Returns whether the file and its log are free of
 * deleted data; `false` if the file is busy or the signal aborts. Rejects with SQLite's code, for example if the disk
 * has no room for a copy.
 *
 * A separate process does the work, so this one is not blocked. Writers wait meanwhile, readers do not, and the process
 * can be killed at any time without damage.
 */
export async function secureErase(database: Database, path: string, signal?: AbortSignal): Promise<boolean> {
  if (deletionCount(database) === 0) return true;
  if (signal?.aborted) return false;
  // The log grows as long as the file, and this process would copy all of it into the file at its next commit.
  const autocheckpoint = database.get<{ wal_autocheckpoint: number }>(sql`pragma wal_autocheckpoint`);
  database.run(sql`pragma wal_autocheckpoint = 0`);
  try {
    return await runProcess(path, signal);
  } finally {
    database.run(sql.raw(`pragma wal_autocheckpoint = ${autocheckpoint.wal_autocheckpoint}`));
  }
}

async function runProcess(path: string, signal?: AbortSignal): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [PROCESS, path],
      // Passes on no secrets, and keeps the temporary copy on the disk of the database.
      { env: { SQLITE_TMPDIR: dirname(path) }, ...(signal && { signal }) },
      (error, code) => {
        if (!error) resolve(true);
        else if (error.code === EXIT_RETRY_LATER || signal?.aborted) resolve(false);
        else reject(new SecureEraseError(code));
      },
    );
  });
}

class SecureEraseError extends Error {
  /** SQLite's code, or empty if the failure was not SQLite's. */
  readonly code: string;

  constructor(code: string) {
    super('Deleted data cannot be removed from the database file.');
    this.name = 'SecureEraseError';
    this.code = code;
  }
}

/** The exit code of the process if the file was busy or more data was deleted meanwhile. */
export const EXIT_RETRY_LATER = 75;

const PROCESS = fileURLToPath(new URL('./secure-erase-process.ts', import.meta.url));

/** `user_version` counts the deletions since the last secure erase. */
function deletionCount(queries: Pick<Queries, 'get'>): number {
  return queries.get<{ user_version: number }>(sql`pragma user_version`).user_version;
}
