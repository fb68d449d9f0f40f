import type { LoggedRequest } from '@goodfunds/dataverse-emulator';
import { lengthMs, overlapMs, type Span, union } from './busy-time.ts';

export type ThrottlingFigures = {
  /** Answers with 429. */
  readonly throttled: number;
  /** Requests that arrived before a `Retry-After` had passed that their sender could have known. */
  readonly early: number;
  /** The total time from the end of each `Retry-After` to the next request. */
  readonly waitedBeyondMs: number;
  /** The least that the blocks cost: their duration without the work done in it. */
  readonly lostMs: number;
};

type Parameters = {
  readonly retryAfterMs: number;
  readonly parallelism: number;
  /** Of the emulator's process, whose log has arrivals in simulated time and durations in real time. */
  readonly factor: number;
};

/** Reads the emulator's log of one measurement. Requests sent before a 429 could have been read are not early. */
export function throttlingFigures(
  log: readonly LoggedRequest[],
  { retryAfterMs, parallelism, factor }: Parameters,
): ThrottlingFigures {
  const exchanges = log.map((request) => exchangeOf(request, factor));
  const refusals = exchanges.filter(({ status }) => status === 429);
  const blocks = union(refusals.map(({ toMs }) => ({ fromMs: toMs, toMs: toMs + retryAfterMs })));
  const onTheWayMs = ON_THE_WAY_REAL_MS * factor;
  const isEarly = ({ fromMs }: Span) =>
    blocks.some((block) => fromMs > block.fromMs + onTheWayMs && fromMs < block.toMs);
  const served = exchanges.filter(({ status }) => status !== 429);
  const busyMs = Math.min(overlapMs(served, blocks) / parallelism, lengthMs(blocks));
  return {
    throttled: refusals.length,
    early: exchanges.filter(isEarly).length,
    waitedBeyondMs: waitedBeyondMs(blocks, exchanges),
    lostMs: lengthMs(blocks) - busyMs,
  };
}

/** A request can be sent before the answer that forbids it has arrived. */
const ON_THE_WAY_REAL_MS = 15;

type Exchange = Span & { readonly status: number | null };

function exchangeOf({ receivedAt, durationMs, status }: LoggedRequest, factor: number): Exchange {
  const fromMs = Date.parse(receivedAt);
  return { fromMs, toMs: fromMs + (durationMs ?? 0) * factor, status };
}

function waitedBeyondMs(blocks: readonly Span[], exchanges: readonly Exchange[]): number {
  let sum = 0;
  for (const { toMs } of blocks) {
    const next = Math.min(...exchanges.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs >= toMs));
    if (Number.isFinite(next)) sum += next - toMs;
  }
  return sum;
}
