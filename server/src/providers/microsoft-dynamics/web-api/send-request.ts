import type { ErrorCode } from '@goodfunds/shared';
import { readRetryAfter } from '../../../crm/http-response.ts';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { ProviderLog } from '../../../crm/provider-definition.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import {
  type Egress,
  EgressError,
  type EgressFailure,
  type EgressResponse,
} from '../../../security/egress/egress.ts';
import { ENVIRONMENT_HOSTS, type Environment } from '../auth/clouds.ts';
import type { TokenProvider } from '../auth/token-provider.ts';
import { copyError } from './dataverse-client.ts';
import { integrationErrorFrom, isTransient, readFailure } from './errors.ts';
import { serviceUrl } from './odata.ts';
import { type Alternative, type Attempt, decideRetry, type RetryProfile } from './retry-policy.ts';
import type { ThrottleGate } from './throttle-gate.ts';

export type ExchangeRequest = {
  operation: string;
  method: 'GET' | 'POST';
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  timeoutMs: number;
  maxAnswerBytes: number;
  profile: RetryProfile;
  alternative: Alternative;
  signal: AbortSignal | undefined;
  /** Whether a request of this time-out may still begin; asked before each try. */
  canStart: (timeoutMs: number) => boolean;
};

export type ExchangeAnswer = EgressResponse & {
  requestId: string | null;
  /** An earlier attempt of this request may have been carried out too. */
  earlierAttempt: boolean;
  /** How long this last try took. */
  durationMs: number;
};

export type ExchangeParts = {
  environment: Environment;
  egress: Egress;
  runtime: Runtime;
  tokens: TokenProvider;
  gate: ThrottleGate;
  log: ProviderLog;
};

/**
 * Sends one request by gate, token and egress, again where `decideRetry` says so, and answers what came back. A
 * failure of the moment that does not pass rejects; a refusal is an answer.
 */
export async function exchange(request: ExchangeRequest, parts: ExchangeParts): Promise<ExchangeAnswer> {
  const { clock, randomness } = parts.runtime;
  const startedAtMs = clock.now();
  let refusedToken: string | null = null;
  let earlierAttempt = false;

  for (let tries = 1; ; tries += 1) {
    const token = await passWithToken(request, parts, refusedToken);
    if (!request.canStart(request.timeoutMs)) throw new RetryableIntegrationError({ code: 'CANCELLED' });
    const sentAtMs = clock.now();
    const result = await sendOnce(request, parts, token);
    const durationMs = clock.now() - sentAtMs;
    const decision = decideRetry({
      profile: request.profile,
      alternative: request.alternative,
      tries,
      elapsedMs: clock.now() - startedAtMs,
      tokenRefreshed: refusedToken !== null,
      result: toAttemptResult(result, clock.now()),
      chance: randomness.fraction(),
    });
    if (result.kind === 'FAILURE') earlierAttempt ||= result.error.mayHaveArrived;
    else earlierAttempt ||= result.response.status >= 500;

    switch (decision.kind) {
      case 'ANSWER':
        return { ...answerOf(result, request.profile), earlierAttempt, durationMs };
      case 'REFRESH_TOKEN':
        refusedToken = token;
        break;
      case 'BLOCK':
        await parts.gate.block(decision.forMs);
        if (decision.last) throw errorOf(result, request.profile, decision.forMs);
        break;
      case 'RETRY':
        await clock.sleep(decision.afterMs, request.signal);
        break;
      case 'GIVE_UP':
        throw errorOf(result, request.profile, decision.retryAfterMs);
    }
  }
}

type Result =
  | { kind: 'RESPONSE'; response: EgressResponse; requestId: string | null }
  | { kind: 'FAILURE'; error: EgressError };

/** The gate is asked before the token, to trouble nobody in vain, and once more in the moment of sending. */
async function passWithToken(
  { profile, signal }: ExchangeRequest,
  { gate, tokens }: ExchangeParts,
  refusedToken: string | null,
): Promise<string> {
  for (;;) {
    signal?.throwIfAborted();
    await gate.pass(profile, signal);
    const token = await (refusedToken === null ? tokens.get(signal) : tokens.renew(refusedToken, signal));
    if (gate.isOpen()) return token;
  }
}

async function sendOnce(request: ExchangeRequest, parts: ExchangeParts, token: string): Promise<Result> {
  const { clock } = parts.runtime;
  const startedAtMs = clock.now();
  const result = await attempt(request, parts, token);
  parts.log({
    operation: request.operation,
    environmentHost: parts.environment.host,
    status: result.kind === 'RESPONSE' ? result.response.status : null,
    durationMs: clock.now() - startedAtMs,
    requestId: result.kind === 'RESPONSE' ? result.requestId : null,
    code: codeForLog(result),
  });
  return result;
}

async function attempt(request: ExchangeRequest, parts: ExchangeParts, token: string): Promise<Result> {
  try {
    const response = await parts.egress.request({
      url: serviceUrl(parts.environment.origin, request.path),
      method: request.method,
      headers: { ...COMMON_HEADERS, ...request.headers, authorization: `Bearer ${token}` },
      secrets: [token],
      ...(request.body === undefined ? {} : { body: request.body }),
      allowedHosts: ENVIRONMENT_HOSTS,
      timeoutMs: request.timeoutMs,
      maxAnswerBytes: request.maxAnswerBytes,
      ...(request.signal ? { signal: request.signal } : {}),
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

function answerOf(
  result: Result,
  profile: RetryProfile,
): Omit<ExchangeAnswer, 'earlierAttempt' | 'durationMs'> {
  if (result.kind === 'FAILURE') throw errorOf(result, profile, null);
  return { ...result.response, requestId: result.requestId };
}

function errorOf(result: Result, profile: RetryProfile, retryAfterMs: number | null): Error {
  if (result.kind === 'FAILURE') return egressError(result.error, profile);
  const error = integrationErrorFrom({ ...result.response, requestId: result.requestId });
  return retryAfterMs === null ? error : copyError(error, { retryAfterMs });
}

/** In the background an address that worked before does not resolve because of the moment. */
function egressError(error: EgressError, profile: RetryProfile): Error {
  const isPassing = error.failure === 'HOST_NOT_FOUND' && profile === 'background';
  const code = isPassing ? 'NETWORK' : CODES_BY_FAILURE[error.failure];
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
