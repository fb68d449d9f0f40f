import type { ErrorCode } from '@goodfunds/shared';
import { readRetryAfter } from '../../../crm/http-response.ts';
import {
  IntegrationError,
  NonRetryableIntegrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import type { ProviderLog } from '../../../crm/provider-definition.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import { REQUEST_TIMEOUT_MS, type RetryProfile } from '../../../runtime/timeouts.ts';
import {
  type Egress,
  EgressError,
  type EgressFailure,
  type EgressResponse,
} from '../../../security/egress/egress.ts';
import { ENVIRONMENT_HOSTS, type Environment } from '../auth/clouds.ts';
import type { TokenProvider } from '../auth/token-provider.ts';
import { copyError, integrationErrorFrom, isTransient, readFailure } from './errors.ts';
import { serviceUrl } from './odata.ts';
import { type Alternative, type Attempt, decideRetry } from './retry-policy.ts';
import type { ThrottleGate } from './throttle-gate.ts';

export type WebApiRequest = {
  /** The name of the request in the log. */
  operation: string;
  method: 'GET' | 'POST';
  /** Relative to `/api/data/v9.2/`, with the query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  alternative: Alternative;
};

/** What the requests of one call have in common. */
export type RequestContext = {
  profile: RetryProfile;
  /** No request of the call is repeated after this time. */
  retryUntilMs: number;
  signal?: AbortSignal | undefined;
  /** Whether a request with this time-out can still start; asked before each attempt. */
  canStart?: ((timeoutMs: number) => boolean) | undefined;
};

/** What the requests to one environment have in common. */
export type WebApiContext = {
  environment: Environment;
  egress: Egress;
  runtime: Runtime;
  tokens: TokenProvider;
  gate: ThrottleGate;
  log: ProviderLog;
  /** Called after every answered `$batch`. */
  onBatch?: (report: { operation: string; parts: number; durationMs: number }) => void;
  /** Called with every answer that recommends a number of concurrent requests. */
  onHint?: (concurrency: number) => void;
};

export type WebApiResponse = EgressResponse & {
  requestId: string | null;
  /** An earlier attempt may have been executed too. */
  earlierAttempt: boolean;
  /** The time of the last attempt. */
  durationMs: number;
};

/**
 * Sends a request and repeats it as `decideRetry` says. A refusal is a response; a transient failure that lasts
 * rejects with an IntegrationError.
 */
export async function sendRequest(
  request: WebApiRequest,
  requestContext: RequestContext,
  context: WebApiContext,
): Promise<WebApiResponse> {
  try {
    const response = await sendWithRetries(request, requestContext, context);
    const hint = Number(response.headers['x-ms-dop-hint'] ?? Number.NaN);
    if (Number.isInteger(hint) && hint > 0) context.onHint?.(hint);
    return response;
  } catch (error) {
    if (!requestContext.signal?.aborted || error instanceof IntegrationError) throw error;
    throw new RetryableIntegrationError({ code: 'CANCELLED', cause: error });
  }
}

async function sendWithRetries(
  request: WebApiRequest,
  requestContext: RequestContext,
  context: WebApiContext,
): Promise<WebApiResponse> {
  const { profile, retryUntilMs, signal, canStart = () => true } = requestContext;
  const { clock, randomness } = context.runtime;
  let refusedToken: string | null = null;
  let earlierAttempt = false;

  for (let tries = 1; ; tries += 1) {
    const token = await passWithToken(requestContext, context, refusedToken);
    if (!canStart(REQUEST_TIMEOUT_MS[profile])) throw new RetryableIntegrationError({ code: 'CANCELLED' });
    const sentAtMs = clock.now();
    const result = await sendOnce(request, requestContext, context, token);
    const nowMs = clock.now();
    const decision = decideRetry({
      profile,
      alternative: request.alternative,
      tries,
      msLeft: retryUntilMs - nowMs,
      tokenRefreshed: refusedToken !== null,
      result: toAttemptResult(result, nowMs),
      chance: randomness.fraction(),
    });
    if (result.kind === 'FAILURE') earlierAttempt ||= result.error.mayHaveArrived;
    else earlierAttempt ||= result.response.status >= 500;

    switch (decision.kind) {
      case 'ANSWER':
        return { ...responseOf(result, profile), earlierAttempt, durationMs: nowMs - sentAtMs };
      case 'REFRESH_TOKEN':
        refusedToken = token;
        break;
      case 'BLOCK':
        await context.gate.block(decision.forMs);
        if (decision.last) throw errorOf(result, profile, decision.forMs);
        break;
      case 'RETRY':
        await clock.sleep(decision.afterMs, signal);
        break;
      case 'GIVE_UP':
        throw errorOf(result, profile, decision.retryAfterMs);
    }
  }
}

type Result =
  | { kind: 'RESPONSE'; response: EgressResponse; requestId: string | null }
  | { kind: 'FAILURE'; error: EgressError };

/** A closed gate saves the token request; it can also close during that request. */
async function passWithToken(
  { profile, signal }: RequestContext,
  { gate, tokens }: WebApiContext,
  refusedToken: string | null,
): Promise<string> {
  for (;;) {
    signal?.throwIfAborted();
    await gate.pass(profile, signal);
    const token = await (refusedToken === null ? tokens.get(signal) : tokens.renew(refusedToken, signal));
    if (gate.isOpen()) return token;
  }
}

async function sendOnce(
  request: WebApiRequest,
  requestContext: RequestContext,
  context: WebApiContext,
  token: string,
): Promise<Result> {
  const { clock } = context.runtime;
  const startedAtMs = clock.now();
  const result = await attempt(request, requestContext, context, token);
  context.log({
    operation: request.operation,
    environmentHost: context.environment.host,
    status: result.kind === 'RESPONSE' ? result.response.status : null,
    durationMs: clock.now() - startedAtMs,
    requestId: result.kind === 'RESPONSE' ? result.requestId : null,
    code: codeForLog(result),
  });
  return result;
}

async function attempt(
  request: WebApiRequest,
  { profile, signal }: RequestContext,
  { egress, environment }: WebApiContext,
  token: string,
): Promise<Result> {
  try {
    const response = await egress.request({
      url: serviceUrl(environment.origin, request.path),
      method: request.method,
      headers: { ...COMMON_HEADERS, ...request.headers, authorization: `Bearer ${token}` },
      secrets: [token],
      ...(request.body === undefined ? {} : { body: request.body }),
      allowedHosts: ENVIRONMENT_HOSTS,
      timeoutMs: REQUEST_TIMEOUT_MS[profile],
      maxAnswerBytes: MAX_RESPONSE_BYTES[profile],
      ...(signal ? { signal } : {}),
    });
    const { headers } = response;
    return {
      kind: 'RESPONSE',
      response,
      requestId: headers['x-ms-service-request-id'] ?? headers['req_id'] ?? null,
    };
  } catch (error) {
    if (error instanceof EgressError) return { kind: 'FAILURE', error };
    throw error;
  }
}

const COMMON_HEADERS = {
  accept: 'application/json',
  'odata-version': '4.0',
  'odata-maxversion': '4.0',
} as const;

const MEGABYTE = 1024 * 1024;
const MAX_RESPONSE_BYTES: Record<RetryProfile, number> = {
  interactive: 64 * MEGABYTE,
  background: 128 * MEGABYTE,
};

function toAttemptResult(result: Result, nowMs: number): Attempt['result'] {
  if (result.kind === 'FAILURE') return { kind: 'FAILURE', failure: result.error.failure };
  const { status, headers, body } = result.response;
  return {
    kind: 'ANSWER',
    status,
    transient: isTransient({ status, body, requestId: null }),
    multipart: /^\s*multipart\//i.test(headers['content-type'] ?? ''),
    retryAfterMs: readRetryAfter(headers, nowMs),
  };
}

function responseOf(result: Result, profile: RetryProfile): EgressResponse & { requestId: string | null } {
  if (result.kind === 'FAILURE') throw errorOf(result, profile, null);
  return { ...result.response, requestId: result.requestId };
}

function errorOf(result: Result, profile: RetryProfile, retryAfterMs: number | null): Error {
  if (result.kind === 'FAILURE') return egressError(result.error, profile);
  const error = integrationErrorFrom({ ...result.response, requestId: result.requestId });
  return retryAfterMs === null ? error : copyError(error, { retryAfterMs });
}

/** In the background a host that does not resolve is transient: its name was valid when it was saved. */
function egressError(error: EgressError, profile: RetryProfile): Error {
  const isTransientFailure = error.failure === 'HOST_NOT_FOUND' && profile === 'background';
  const code = isTransientFailure ? 'NETWORK' : CODES_BY_FAILURE[error.failure];
  const details = { code, params: { failure: error.failure }, cause: error };
  return code === 'ENVIRONMENT_NOT_FOUND' || code === 'ENVIRONMENT_HOST_NOT_ALLOWED'
    ? new NonRetryableIntegrationError(details)
    : new RetryableIntegrationError(details);
}

const CODES_BY_FAILURE: Record<EgressFailure, ErrorCode> = {
  NOT_HTTPS: 'ENVIRONMENT_HOST_NOT_ALLOWED',
  USER_INFO: 'ENVIRONMENT_HOST_NOT_ALLOWED',
  PORT: 'ENVIRONMENT_HOST_NOT_ALLOWED',
  HOST_NOT_ALLOWED: 'ENVIRONMENT_HOST_NOT_ALLOWED',
  ADDRESS_NOT_PUBLIC: 'ENVIRONMENT_HOST_NOT_ALLOWED',
  HOST_NOT_FOUND: 'ENVIRONMENT_NOT_FOUND',
  NETWORK: 'NETWORK',
  TIMED_OUT: 'TIMED_OUT',
  ANSWER_TOO_LARGE: 'ANSWER_TOO_LARGE',
  ABORTED: 'CANCELLED',
};

function codeForLog(result: Result): string | null {
  if (result.kind === 'FAILURE') return result.error.failure;
  const { status, body } = result.response;
  if (status < 400) return null;
  const failure = readFailure({ status, body, requestId: null }, 'READ');
  return failure.crmCode === '' ? failure.code : failure.crmCode;
}
