import { sql } from 'drizzle-orm';
import type { CrashPoint } from '../../../src/runtime/crash-points.ts';
import type { StoreOptions } from '../../../src/store/index.ts';
import { openDatabase } from '../../../src/store/sqlite/open.ts';
import type { Database } from '../../../src/store/sqlite/queries.ts';

/** Store options whose file cannot grow by a page from the nth durable step on, for a number of steps. */
export function fullDisk(from: number, forSteps: number): Pick<StoreOptions, 'crashPoint' | 'open'> {
  let database: Database | null = null;
  let steps = 0;
  const crashPoint: CrashPoint = (name) => {
    if (!name.startsWith('before ') || !database) return;
    steps += 1;
    if (steps === from) setDiskFull(database, true);
    if (steps === from + forSteps) setDiskFull(database, false);
  };
  return {
    crashPoint,
    open: (databaseUrl) => {
      const opened = openDatabase(databaseUrl);
      database = opened.database;
      return opened;
    },
  };
}

const UNBOUNDED_PAGES = 1_073_741_823;

/** SQLite never truncates existing pages, so a limit of one page means: no growth. */
export function setDiskFull(database: Database, full: boolean): void {
  database.get(sql.raw(`pragma max_page_count = ${full ? 1 : UNBOUNDED_PAGES}`));
}
