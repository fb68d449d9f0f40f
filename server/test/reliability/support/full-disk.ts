import { sql } from 'drizzle-orm';
import type { CrashPoint } from '../../../src/runtime/crash-points.ts';
import type { StoreOptions } from '../../../src/store/index.ts';
import { openDatabase } from '../../../src/store/sqlite/open.ts';
import type { Database } from '../../../src/store/sqlite/queries.ts';

/** A disk that is full from the nth durable step on, for a while: the file cannot grow by a single page. */
export function fullDisk(from: number, forSteps: number): FullDisk {
  let database: Database | null = null;
  let steps = 0;
  const crashPoint: CrashPoint = (name) => {
    if (!name.startsWith('before ') || !database) return;
    steps += 1;
    if (steps === from) fullDiskSwitch(database, true);
    if (steps === from + forSteps) fullDiskSwitch(database, false);
  };
  return {
    steps: () => steps,
    options: {
      crashPoint,
      open: (databaseUrl) => {
        const opened = openDatabase(databaseUrl);
        database = opened.database;
        return opened;
      },
    },
  };
}

type FullDisk = { steps: () => number; options: Pick<StoreOptions, 'crashPoint' | 'open'> };

const UNBOUNDED_PAGES = 1_073_741_823;

/** From now on the connection's file cannot grow by a page, or can again. SQLite never cuts pages that are there. */
export function fullDiskSwitch(database: Database, full: boolean): void {
  database.get(sql.raw(`pragma max_page_count = ${full ? 1 : UNBOUNDED_PAGES}`));
}
