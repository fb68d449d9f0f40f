import type { RateLimit } from '../security/rate-limits.ts';

/**
 * Calls per account and procedure, for users and for the host application apart. Far above normal use, and low enough
 * that a loop of one account does not block the others.
 */
export function rateLimitOf(procedure: string): RateLimit {
  return { calls: CALLS_PER_MINUTE[procedure] ?? READS_PER_MINUTE, seconds: 60 };
}

/**
 * Whether a request can contain only one call of it, because it queries the CRM, creates a run or returns megabytes:
 * a batch would block the service for the sum of its calls.
 */
export function isCostly(procedure: string): boolean {
  return CALLS_PER_MINUTE[procedure] === EXPENSIVE_PER_MINUTE || LARGE_ANSWERS.has(procedure);
}

/** Procedures that return mappings or contacts of many rows. */
const LARGE_ANSWERS: ReadonlySet<string> = new Set([
  'config.list',
  'sync.items',
  'sync.contacts',
  'reviews.list',
]);

/** A panel reads at most a few times a second; a host reads lists and runs. */
const READS_PER_MINUTE = 1_200;
/** A hundred single pushes a second, or six million contacts a minute in full pushes. */
const PUSHES_PER_MINUTE = 6_000;
/** Procedures that query the CRM or create a run. */
const EXPENSIVE_PER_MINUTE = 120;

const CALLS_PER_MINUTE: Readonly<Record<string, number>> = {
  'sync.push': PUSHES_PER_MINUTE,
  'contacts.forget': PUSHES_PER_MINUTE,
  'config.create': EXPENSIVE_PER_MINUTE,
  'config.update': EXPENSIVE_PER_MINUTE,
  'config.suggestMapping': EXPENSIVE_PER_MINUTE,
  'connection.test': EXPENSIVE_PER_MINUTE,
  'connection.testStream': EXPENSIVE_PER_MINUTE,
  'discovery.fields': EXPENSIVE_PER_MINUTE,
  'sync.preview': EXPENSIVE_PER_MINUTE,
  'sync.start': EXPENSIVE_PER_MINUTE,
  'reviews.get': EXPENSIVE_PER_MINUTE,
  'reviews.decide': EXPENSIVE_PER_MINUTE,
  'sync.retryFailed': EXPENSIVE_PER_MINUTE,
};
