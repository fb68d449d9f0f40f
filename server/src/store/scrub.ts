import { sql } from 'drizzle-orm';
import type { Database, Queries } from './database.ts';

/**
 * Notes, in the transaction that deletes something, that the file has to be scrubbed: deleted rows are overwritten
 * at once, but pages that were split before may still hold what once stood on them.
 */
export function wantScrub(queries: Queries): void {
  queries.run(sql.raw(`pragma user_version = ${readNumber(queries, 'user_version') + 1}`));
}

/**
 * Writes the whole file anew, from its live rows only, if something was deleted since the last time and the file has
 * at most `mostBytes`. Answers whether nothing deleted is left in it and in its write-ahead log. Holds the write
 * lock meanwhile; a file that is busy is left for another time.
 */
export function scrub(database: Database, mostBytes: number): boolean {
  const wanted = readNumber(database, 'user_version');
  if (wanted === 0) return true;
  if (readNumber(database, 'page_count') * readNumber(database, 'page_size') > mostBytes) return false;
  database.run(sql`vacuum`);
  const checkpoint = database.get<{ busy: number }>(sql`pragma wal_checkpoint(truncate)`);
  // Whoever reads an older state keeps it in the log, and what was deleted meanwhile is a reason of its own.
  if (checkpoint.busy !== 0 || readNumber(database, 'user_version') !== wanted) return false;
  database.run(sql`pragma user_version = 0`);
  return true;
}

function readNumber(queries: Pick<Queries, 'get'>, pragma: string): number {
  const row = queries.get<Record<string, number>>(sql.raw(`pragma ${pragma}`));
  return row[pragma] ?? 0;
}
