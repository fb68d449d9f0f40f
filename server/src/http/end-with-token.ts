import type { ServerResponse } from 'node:http';
import type { Clock } from '../runtime/runtime.ts';
import { isEventStream } from './http-server.ts';

/**
 * Ends an event stream when the token that opened it expires. The client reconnects with a new token.
 *
 * @param expiresAtMs milliseconds since the epoch; `null` for service keys, which do not expire
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
    const slept = await clock.sleep(Math.min(leftMs, MAX_SLEEP_MS), closed.signal).then(
      () => true,
      () => false,
    );
    if (!slept) return;
  }
  if (isEventStream(response)) response.end();
}

/** A timer of Node overflows after 24.8 days. */
const MAX_SLEEP_MS = 24 * 3_600_000;
