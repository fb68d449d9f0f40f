import { sql } from 'drizzle-orm';
import type { CrashPoint } from '../../runtime/crash-points.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import type { StoreOptions } from '../../store/store.ts';

/** A disk that is full from the nth durable step on, for a while: the file cannot grow by a single page. */
export function fullDisk(from: number, forSteps: number): FullDisk {
  let database: Database | null = null;
  let steps = 0;
  const crashPoint: CrashPoint = (name) => {
    if (!name.startsWith('before ') || !database) return;
    steps += 1;
    if (steps === from) setLargest(database, 1);
    if (steps === from + forSteps) setLargest(database, UNBOUNDED_PAGES);
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

/** SQLite never goes below the pages that are there. */
function setLargest(database: Database, pages: number): void {
  database.get(sql.raw(`pragma max_page_count = ${pages}`));
}
