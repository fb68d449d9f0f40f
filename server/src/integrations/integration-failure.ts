import type { ApiError } from '@goodfunds/shared';
import { IntegrationError } from '../crm/integration-error.ts';

/** What a caller can be told of a failure between us and a CRM; `null` for any other error. */
export function describeIntegrationFailure(error: unknown): ApiError | null {
  if (!(error instanceof IntegrationError)) return null;
  return {
    code: error.code,
    retryable: error.retryable,
    params: error.params,
    ...(error.requestId !== undefined && { requestId: error.requestId }),
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  };
}
