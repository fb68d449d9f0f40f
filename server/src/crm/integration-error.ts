import {
  type ContactOutcome,
  type ErrorCategory,
  type ErrorCode,
  type ErrorParams,
  errorCategory,
} from '@goodfunds/shared';

export type IntegrationErrorDetails = {
  code: ErrorCode;
  /** Details for people: attribute, limit, privilege. Never a value or a secret. */
  params?: ErrorParams;
  /** The time until a retry can succeed. */
  retryAfterMs?: number | undefined;
  /** The request id of the CRM, for its support. */
  requestId?: string | undefined;
  /** The message of the CRM, for its support. */
  detail?: string | undefined;
  cause?: unknown;
  /** Outcomes of the contacts that were finished before the failure. */
  resolved?: readonly ContactOutcome[];
};

/** A failed CRM request, with its code. */
export abstract class IntegrationError extends Error {
  abstract readonly retryable: boolean;
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  readonly detail: string | undefined;
  readonly resolved: readonly ContactOutcome[];

  constructor(details: IntegrationErrorDetails) {
    super(`${details.code} ${JSON.stringify(details.params ?? {})}`, { cause: details.cause });
    this.name = new.target.name;
    this.code = details.code;
    this.params = details.params ?? {};
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
    this.detail = details.detail;
    this.resolved = details.resolved ?? [];
  }

  /** Whether it concerns a contact, the mapping or the connection, or is transient. */
  get category(): ErrorCategory {
    return errorCategory(this.code);
  }
}

/** A retry can succeed: throttling, 5xx, network. */
export class RetryableIntegrationError extends IntegrationError {
  override readonly retryable = true;
}

/** A retry fails until something is changed. */
export class NonRetryableIntegrationError extends IntegrationError {
  override readonly retryable = false;
}

/** Retryable where the category of its code is transient. */
export function integrationError(details: IntegrationErrorDetails): IntegrationError {
  const isTransient = errorCategory(details.code) === 'transient';
  return isTransient ? new RetryableIntegrationError(details) : new NonRetryableIntegrationError(details);
}
