import type { StoreContext } from './context.ts';
import { keyCanary } from './schema.ts';

/** The sealed text by which the file knows its encryption key. */
export interface KeyCanaryStore {
  /** `null` in a file that has never sealed anything. */
  read(): string | null;
  /** Puts it in place of the one before. */
  keep(sealed: string): Promise<void>;
}

const THE_ROW = 1;

export function createKeyCanaryStore({
  database,
  write,
}: Pick<StoreContext, 'database' | 'write'>): KeyCanaryStore {
  return {
    read: () => database.select().from(keyCanary).get()?.sealed ?? null,
    keep: async (sealed) => {
      await write('keepKeyCanary', (queries) => {
        queries
          .insert(keyCanary)
          .values({ id: THE_ROW, sealed })
          .onConflictDoUpdate({ target: keyCanary.id, set: { sealed } })
          .run();
      });
    },
  };
}
