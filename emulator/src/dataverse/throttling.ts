import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import { withHeaders } from '../http/exchange.ts';
import { DataverseError, errorResponse } from './errors.ts';

/** Which of the three service protection limits was exceeded. */
export type LimitKind = 'requests' | 'time' | 'concurrency';

/** Seconds or a date, the two forms of `Retry-After`. */
export type RetryAfter = number | { readonly date: string };

export interface ProtectionLimits {
  readonly requests: number;
  readonly executionTimeMs: number;
  readonly concurrency: number;
  readonly windowSeconds: number;
}

/** @see https://learn.microsoft.com/power-apps/developer/data-platform/api-limits */
export const documentedLimits: ProtectionLimits = {
  requests: 6000,
  executionTimeMs: 1_200_000,
  concurrency: 52,
  windowSeconds: 300,
};

export function throttledResponse(
  request: ApiRequest,
  kind: LimitKind,
  retryAfter: RetryAfter,
  limits: ProtectionLimits = documentedLimits,
): ApiResponse {
  const response = errorResponse(errorOf(kind, limits), request);
  const wait = typeof retryAfter === 'number' ? String(retryAfter) : new Date(retryAfter.date).toUTCString();
  return withHeaders(response, { 'Retry-After': wait });
}

function errorOf(kind: LimitKind, limits: ProtectionLimits): DataverseError {
  const window = `over time window of ${limits.windowSeconds} seconds.`;
  switch (kind) {
    case 'requests':
      return new DataverseError(
        429,
        '0x80072322',
        `Number of requests exceeded the limit of ${limits.requests} ${window}`,
      );
    case 'time': {
      const limit = limits.executionTimeMs.toLocaleString('en-US');
      return new DataverseError(
        429,
        '0x80072321',
        `Combined execution time of incoming requests exceeded limit of ${limit} milliseconds ${window} Decrease number of concurrent requests or reduce the duration of requests and try again later.`,
      );
    }
    case 'concurrency':
      return new DataverseError(
        429,
        '0x80072326',
        `Number of concurrent requests exceeded the limit of ${limits.concurrency}.`,
      );
    default:
      return kind satisfies never;
  }
}
