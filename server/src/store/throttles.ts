import { eq, sql } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { throttles } from './schema.ts';
import { prepared } from './sqlite/prepared.ts';

/** Until when nobody may send, by a key of the caller's choice. Milliseconds since the epoch. */
export interface ThrottleStore {
  /** `null` when the way is free. */
  blockedUntil(key: string): Promise<number | null>;
  /** A later end already known stays. */
  block(key: string, untilMs: number): Promise<void>;
}

export function createThrottleStore({ database, write, clock }: StoreContext): ThrottleStore {
  return {
    blockedUntil: async (key) => {
      const row = throttleQuery(database).get({ key });
      return row && row.blockedUntilMs > clock.now() ? row.blockedUntilMs : null;
    },
    block: async (key, untilMs) => {
      await write('blockThrottle', (queries) => {
        queries
          .insert(throttles)
          .values({ key, blockedUntilMs: untilMs })
          .onConflictDoUpdate({
            target: throttles.key,
            set: { blockedUntilMs: sql`max(${throttles.blockedUntilMs}, ${untilMs})` },
          })
          .run();
      });
    },
  };
}

const throttleQuery = prepared((queries) =>
  queries
    .select()
    .from(throttles)
    .where(eq(throttles.key, sql.placeholder('key')))
    .prepare(),
);
