import { and, eq, lt } from 'drizzle-orm';
import { idempotency } from './schema.ts';
import type { Queries } from './sqlite/open.ts';

/** Names one call, so that its repetition has no second effect for 24 hours. */
export type IdempotentCall = {
  accountId: number;
  procedure: string;
  key: string;
  /** A hash of the whole input: the same key with another input is a mistake of the caller. */
  requestHash: string;
};

export type Recalled = { kind: 'NEW' } | { kind: 'REPEATED'; answer: string } | { kind: 'KEY_REUSED' };

const KEPT_FOR_MS = 24 * 3_600_000;

/** Looks a call up inside the transaction that would carry it out. */
export function recallAnswer(queries: Queries, call: IdempotentCall, nowMs: number): Recalled {
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
  if (!earlier) return { kind: 'NEW' };
  return earlier.requestHash === call.requestHash
    ? { kind: 'REPEATED', answer: earlier.answer }
    : { kind: 'KEY_REUSED' };
}

export function rememberAnswer(queries: Queries, call: IdempotentCall, answer: string, nowMs: number): void {
  queries
    .insert(idempotency)
    .values({ ...call, answer, createdAtMs: nowMs })
    .run();
}
