import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { filePath } from './open.ts';

export type Backup = { bytes: number; integrations: number; contacts: number };

/** The backup failed. The message is shown to the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Copies a snapshot of the database while processes read and write it. The copy gets its name only after it was
 * verified. Does not migrate, so that it can run before an update. Throws `BackupError`.
 */
export function backUp(databaseUrl: string, target: string): Backup {
  const source = filePath(databaseUrl);
  if (!existsSync(source)) throw new BackupError('DATABASE_URL points to no database.');
  if (existsSync(target)) throw new BackupError(`${target} already exists; choose another name.`);
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    copy(source, partial);
    clearMemory(partial);
    const counts = verify(partial);
    flushToDisk(partial);
    renameSync(partial, target);
    flushToDisk(dirname(target));
    return { bytes: statSync(target).size, ...counts };
  } finally {
    rmSync(partial, { force: true });
  }
}

/** One statement, so one snapshot, without deleted data. */
function copy(source: string, partial: string): void {
  const previousMask = process.umask(0o077);
  const connection = new Sqlite(source, { readonly: true, fileMustExist: true });
  try {
    connection.prepare('vacuum into ?').run(partial);
  } finally {
    connection.close();
    process.umask(previousMask);
  }
}

/**
 * What links remember would be outdated once the copy is restored, and would let values that people have entered in
 * the CRM since then be overwritten.
 */
function clearMemory(partial: string): void {
  const connection = new Sqlite(partial, { fileMustExist: true });
  try {
    // The backup of a database that is not migrated yet has no such column.
    const columns = connection.prepare(`select name from pragma_table_info('links')`).pluck().all();
    connection.pragma('secure_delete = on');
    if (columns.includes('memory')) connection.exec(`update links set memory = '' where memory is not null`);
  } finally {
    connection.close();
  }
}

function verify(path: string): Omit<Backup, 'bytes'> {
  const connection = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const integrity = connection.pragma('integrity_check', { simple: true });
    const orphans = connection.pragma('foreign_key_check');
    if (integrity !== 'ok' || !Array.isArray(orphans) || orphans.length > 0)
      throw new BackupError('The copy failed its integrity check, so the database itself may be damaged.');
    const count = (table: 'integrations' | 'contacts') =>
      Number(connection.prepare(`select count(*) from ${table}`).pluck().get());
    return { integrations: count('integrations'), contacts: count('contacts') };
  } finally {
    connection.close();
  }
}

function flushToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
