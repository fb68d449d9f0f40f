import { and, eq, lt } from 'drizzle-orm';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Change } from './context.ts';
import { idempotency } from './schema.ts';

/** Identifies one call, so that a duplicate request has no second effect for 24 hours. */
export type IdempotentCall = {
  accountId: number;
  procedure: string;
  key: string;
  /** A hash of the input, to detect that a key is reused for another one. */
  requestHash: string;
};

const KEPT_FOR_MS = 24 * 3_600_000;

/**
 * Runs the work and stores its response under the idempotency key; returns the stored response to a duplicate
 * request. Throws CONFLICT if the key was used with another input.
 */
export function respondOnce(change: Change, call: IdempotentCall | null, work: () => string): string {
  if (!call) return work();
  const { queries, nowMs } = change;
  queries
    .delete(idempotency)
    .where(lt(idempotency.createdAtMs, nowMs - KEPT_FOR_MS))
    .run();
  const earlier = queries
    .select()
    .from(idempotency)
    .where(
      and(
        eq(idempotency.accountId, call.accountId),
        eq(idempotency.procedure, call.procedure),
        eq(idempotency.key, call.key),
      ),
    )
    .get();
  if (earlier && earlier.requestHash !== call.requestHash) {
    throw new UseCaseError('CONFLICT', { path: 'idempotencyKey' });
  }
  if (earlier) return earlier.answer;
  const answer = work();
  queries
    .insert(idempotency)
    .values({ ...call, answer, createdAtMs: nowMs })
    .run();
  return answer;
}
