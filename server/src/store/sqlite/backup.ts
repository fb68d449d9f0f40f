import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { filePath } from './open.ts';

export type Backup = { bytes: number; integrations: number; contacts: number };

/** A backup that cannot be made or trusted. The message is what the operator reads. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Copies the database as it is at one moment, while others go on reading and writing, and gives the copy its name only
 * after it was opened and found whole. Leaves the schema as it is, so that it can be made before an update. Throws
 * `BackupError`.
 */
export function backUp(databaseUrl: string, target: string): Backup {
  const source = filePath(databaseUrl);
  if (!existsSync(source)) throw new BackupError('There is no database at DATABASE_URL.');
  if (existsSync(target)) throw new BackupError(`${target} is there already; choose another name.`);
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    copy(source, partial);
    const counts = verify(partial);
    toDisk(partial);
    renameSync(partial, target);
    toDisk(dirname(target));
    return { bytes: statSync(target).size, ...counts };
  } finally {
    rmSync(partial, { force: true });
  }
}

/** One statement and so one snapshot; what was deleted does not come along. */
function copy(source: string, partial: string): void {
  const before = process.umask(0o077);
  const connection = new Sqlite(source, { readonly: true, fileMustExist: true });
  try {
    connection.prepare('vacuum into ?').run(partial);
  } finally {
    connection.close();
    process.umask(before);
  }
}

function verify(path: string): Omit<Backup, 'bytes'> {
  const connection = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const integrity = connection.pragma('integrity_check', { simple: true });
    const orphans = connection.pragma('foreign_key_check');
    if (integrity !== 'ok' || !Array.isArray(orphans) || orphans.length > 0)
      throw new BackupError('The copy is not whole, and so the database may not be either.');
    const count = (table: 'integrations' | 'contacts') =>
      Number(connection.prepare(`select count(*) from ${table}`).pluck().get());
    return { integrations: count('integrations'), contacts: count('contacts') };
  } finally {
    connection.close();
  }
}

function toDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
