import { eq, sql } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { throttles } from './schema.ts';
import { prepared } from './sqlite/queries.ts';

/** Times until which a CRM accepts no requests, shared by all processes. Keys are chosen by the caller. */
export function createThrottleStore({ database, write, clock }: StoreContext) {
  return {
    /** Milliseconds since the epoch, or `null` if requests can be sent. */
    blockedUntil: async (key: string): Promise<number | null> => {
      const row = throttleQuery(database).get({ key });
      return row && row.blockedUntilMs > clock.now() ? row.blockedUntilMs : null;
    },

    /** Keeps a later time that is already stored. */
    block: async (key: string, untilMs: number): Promise<void> => {
      await write('blockThrottle', ({ queries }) => {
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

    clear: async (key: string): Promise<void> => {
      await write('clearThrottle', ({ queries }) => {
        queries.delete(throttles).where(eq(throttles.key, key)).run();
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
