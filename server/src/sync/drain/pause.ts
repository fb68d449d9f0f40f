import type { ErrorCategory, Pause } from '@goodfunds/shared';
import type { IntegrationError } from '../../crm/integration-error.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long to wait where the CRM names no time, and between attempts on a refused connection. */
const BACKOFF = {
  UNAVAILABLE: { firstMs: SECOND_MS, longestMs: 5 * MINUTE_MS },
  THROTTLED: { firstMs: MINUTE_MS, longestMs: 5 * MINUTE_MS },
  RECONNECT: { firstMs: MINUTE_MS, longestMs: 60 * MINUTE_MS },
} as const;

/**
 * Why and for how long the runs of an integration pause after an error stopped a drain. A mapping error waits for a
 * person; all others are retried automatically.
 *
 * @param failures consecutive failed drains before this one
 */
export function decidePause(error: IntegrationError, failures: number, nowMs: number): Pause {
  const { category, code, params } = error;
  const reason = code === 'THROTTLED' ? code : REASONS[category];
  if (reason === 'MAPPING') return { reason, until: null, code, params };
  const waitMs = error.retryAfterMs ?? backoffMs(BACKOFF[reason], failures);
  return { reason, until: new Date(nowMs + waitMs).toISOString(), code, params };
}

const REASONS: Readonly<Record<ErrorCategory, Pause['reason']>> = {
  connection: 'RECONNECT',
  request: 'RECONNECT',
  mapping: 'MAPPING',
  transient: 'UNAVAILABLE',
  contact: 'UNAVAILABLE',
};

function backoffMs({ firstMs, longestMs }: { firstMs: number; longestMs: number }, failures: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures, 20), longestMs);
}
