import type { ServerResponse } from 'node:http';
import type { Clock } from '../runtime/runtime.ts';
import { isEventStream } from './http-server.ts';

/**
 * Cuts a stream of events when the token that opened it expires. Its client comes back with a new token and goes
 * on where it was; whoever has none is refused.
 *
 * @param expiresAtMs milliseconds since the epoch; `null` for callers whose right does not expire
 */
export async function endWithToken(
  response: ServerResponse,
  expiresAtMs: number | null,
  clock: Clock,
): Promise<void> {
  if (expiresAtMs === null) return;
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  for (;;) {
    const leftMs = expiresAtMs - clock.now();
    if (leftMs <= 0) break;
    const slept = await clock.sleep(Math.min(leftMs, LONGEST_SLEEP_MS), closed.signal).then(
      () => true,
      () => false,
    );
    if (!slept) return;
  }
  if (isEventStream(response)) response.end();
}

/** Timers of Node hold no more than 24 days. */
const LONGEST_SLEEP_MS = 24 * 3_600_000;
