import type { ErrorCode, ErrorParams } from '@goodfunds/shared';

/** A refused call, with its code. */
export class UseCaseError extends Error {
  readonly code: ErrorCode;
  /** Details for the caller, such as a path or a limit. Never a value or a secret. */
  readonly params: ErrorParams | undefined;
  /** When to repeat the call; absent where waiting does not help. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, params?: ErrorParams, retryAfterMs?: number) {
    super(code);
    this.name = 'UseCaseError';
    this.code = code;
    this.params = params;
    this.retryAfterMs = retryAfterMs;
  }
}

/** For unknown ids and for ids of another account alike. */
export function notFound(): UseCaseError {
  return new UseCaseError('NOT_FOUND');
}

/** `path` is the invalid part of the input (`credentials.tenantId`), `message` the reason. */
export function badRequest(path: string, message: string): UseCaseError {
  return new UseCaseError('BAD_REQUEST', { path, message });
}

export function tooManyRequests(retryAfterMs: number): UseCaseError {
  return new UseCaseError('TOO_MANY_REQUESTS', undefined, retryAfterMs);
}
