import type { ErrorCode, ErrorParams } from '@goodfunds/shared';

/** A use case refuses what its caller asks for, by a code of the closed union. */
export class UseCaseError extends Error {
  readonly code: ErrorCode;
  /** What a person can be told: which part of the input, which limit. Never a value, never a secret. */
  readonly params: ErrorParams | undefined;
  /** When the same call may be made again; absent where waiting does not help. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, params?: ErrorParams, retryAfterMs?: number) {
    super(code);
    this.name = 'UseCaseError';
    this.code = code;
    this.params = params;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The one answer to ids that do not exist and to ids of another account. */
export function notFound(): UseCaseError {
  return new UseCaseError('NOT_FOUND');
}

/** The part of the input at `path` (`credentials.tenantId`) cannot be taken, for the reason given in words. */
export function badRequest(path: string, message: string): UseCaseError {
  return new UseCaseError('BAD_REQUEST', { path, message });
}

/** The caller has called too often and may do so again after a while. */
export function tooManyRequests(retryAfterMs: number): UseCaseError {
  return new UseCaseError('TOO_MANY_REQUESTS', undefined, retryAfterMs);
}
