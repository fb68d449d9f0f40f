import type { RateLimit } from '../security/rate-limits.ts';

/**
 * How often one account may call one procedure, people and the host application each for themselves. Far above
 * honest use, and low enough that one account's loop leaves the process to the others.
 */
export function rateLimitOf(procedure: string): RateLimit {
  return { calls: CALLS_A_MINUTE[procedure] ?? READS_A_MINUTE, seconds: 60 };
}

/** A panel looks a few times a second at most; a host asks for lists and runs. */
const READS_A_MINUTE = 1_200;
/** A hundred donations a second, each pushed by itself, or six million contacts a minute in full pushes. */
const PUSHES_A_MINUTE = 6_000;
/** What asks the CRM, or makes a run, each time. */
const ASKS_A_MINUTE = 120;

const CALLS_A_MINUTE: Readonly<Record<string, number>> = {
  'sync.push': PUSHES_A_MINUTE,
  'contacts.forget': PUSHES_A_MINUTE,
  'config.create': ASKS_A_MINUTE,
  'config.update': ASKS_A_MINUTE,
  'config.suggestMapping': ASKS_A_MINUTE,
  'connection.test': ASKS_A_MINUTE,
  'connection.testStream': ASKS_A_MINUTE,
  'discovery.fields': ASKS_A_MINUTE,
  'sync.preview': ASKS_A_MINUTE,
  'sync.start': ASKS_A_MINUTE,
  'sync.retryFailed': ASKS_A_MINUTE,
};
