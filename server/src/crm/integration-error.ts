import {
  type ContactOutcome,
  type ErrorCategory,
  type ErrorCode,
  type ErrorParams,
  errorCategory,
} from '@goodfunds/shared';

export type IntegrationErrorDetails = {
  code: ErrorCode;
  /** What a person can be told: attribute, limit, privilege. Never a value, never a secret. */
  params?: ErrorParams;
  /** The earliest moment for another try, from now. */
  retryAfterMs?: number;
  /** The CRM's own id of the request, for its support. */
  requestId?: string;
  /** The CRM's own words, for support. */
  detail?: string;
  cause?: unknown;
  /** Outcomes that were reached before the work stopped. */
  settled?: readonly ContactOutcome[];
};

/** A failure between us and a CRM, by a code of the closed union. */
export abstract class IntegrationError extends Error {
  abstract readonly retryable: boolean;
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  readonly detail: string | undefined;
  readonly settled: readonly ContactOutcome[];

  constructor(details: IntegrationErrorDetails) {
    super(`${details.code} ${JSON.stringify(details.params ?? {})}`, { cause: details.cause });
    this.name = new.target.name;
    this.code = details.code;
    this.params = details.params ?? {};
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
    this.detail = details.detail;
    this.settled = details.settled ?? [];
  }

  /** Whether it is the fault of one contact, the connection, the mapping, or the moment. */
  get category(): ErrorCategory {
    return errorCategory(this.code);
  }
}

/** Trying the same again later can succeed: throttling, 5xx, network. */
export class RetryableIntegrationError extends IntegrationError {
  override readonly retryable = true;
}

/** Somebody has to change something first. */
export class NonRetryableIntegrationError extends IntegrationError {
  override readonly retryable = false;
}
