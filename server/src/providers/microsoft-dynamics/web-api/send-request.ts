import type { ErrorCode } from '@goodfunds/shared';
import { readRetryAfter } from '../../../crm/http-response.ts';
import {
  IntegrationError,
  integrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import type { ProviderLog } from '../../../crm/provider-definition.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import { MAX_RETRY_AFTER_MS, REQUEST_TIMEOUT_MS, type RetryProfile } from '../../../runtime/timeouts.ts';
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
  /** A longer answer is not read. */
  maxAnswerBytes: number;
  alternative: Alternative;
};

/** What the requests of one call have in common. */
export type RequestContext = {
  profile: RetryProfile;
  /** No request of the call is repeated after this time. */
  retryUntilMs: number;
  signal?: AbortSignal | undefined;
  /** Whether a request with this time-out can still start; asked before each attempt. */
  canStart?: ((timeoutMs: number) => boolean | Promise<boolean>) | undefined;
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
 * Sends a request and repeats it as `decideRetry` decides. Resolves with a refusal like with any other response;
 * rejects with an IntegrationError if a transient failure persists.
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
  const { profile, retryUntilMs, signal } = requestContext;
  const { clock, randomness } = context.runtime;
  let refusedToken: string | null = null;
  let earlierAttempt = false;

  for (let tries = 1; ; tries += 1) {
    const token = await passWithToken(requestContext, context, refusedToken);
    const result = await sendOnce(request, requestContext, context, token);
    await context.gate.noteAnswer(result.kind === 'ANSWER' ? result.status : null);
    const decision = decideRetry({
      profile,
      alternative: request.alternative,
      tries,
      msLeft: retryUntilMs - clock.now(),
      tokenRefreshed: refusedToken !== null,
      result,
      chance: randomness.fraction(),
    });
    earlierAttempt ||= result.kind === 'FAILURE' ? result.error.mayHaveArrived : result.status >= 500;

    switch (decision.kind) {
      case 'ANSWER':
        if (result.kind === 'FAILURE') throw egressError(result.error, profile);
        return { ...result.response, earlierAttempt };
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

type Response = Omit<WebApiResponse, 'earlierAttempt'>;

type Result =
  | (Extract<Attempt['result'], { kind: 'ANSWER' }> & { response: Response })
  | { kind: 'FAILURE'; failure: EgressFailure; error: EgressError };

/** A closed gate saves the token request; it can also close during that request. */
async function passWithToken(
  { profile, signal, canStart }: RequestContext,
  { gate, tokens }: WebApiContext,
  refusedToken: string | null,
): Promise<string> {
  for (;;) {
    signal?.throwIfAborted();
    await gate.pass(profile, signal);
    const token = await (refusedToken === null ? tokens.get(signal) : tokens.renew(refusedToken, signal));
    if (canStart && !(await canStart(REQUEST_TIMEOUT_MS[profile]))) {
      throw new RetryableIntegrationError({ code: 'CANCELLED' });
    }
    if (gate.isOpen()) return token;
  }
}

async function sendOnce(
  { operation, method, path, headers, body, maxAnswerBytes }: WebApiRequest,
  { profile, signal }: RequestContext,
  { egress, environment, log, runtime: { clock } }: WebApiContext,
  token: string,
): Promise<Result> {
  const startedAtMs = clock.now();
  const logged = { operation, environmentHost: environment.host };
  try {
    const received = await egress.request({
      url: serviceUrl(environment.origin, path),
      method,
      headers: { ...COMMON_HEADERS, ...headers, authorization: `Bearer ${token}` },
      secrets: [token],
      ...(body === undefined ? {} : { body }),
      allowedHosts: ENVIRONMENT_HOSTS,
      timeoutMs: REQUEST_TIMEOUT_MS[profile],
      maxAnswerBytes,
      ...(signal ? { signal } : {}),
    });
    const nowMs = clock.now();
    const requestId = readRequestId(received.headers);
    const response = { ...received, requestId, durationMs: nowMs - startedAtMs };
    const { status } = response;
    log({ ...logged, status, durationMs: response.durationMs, requestId, code: refusalCode(response) });
    return {
      kind: 'ANSWER',
      status,
      transient: isTransient(response),
      multipart: /^\s*multipart\//i.test(response.headers['content-type'] ?? ''),
      retryAfterMs: readRetryAfter(
        response.headers,
        nowMs,
        MAX_RETRY_AFTER_MS[status === 429 ? 'throttled' : 'other'],
      ),
      response,
    };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    const { failure } = error;
    log({ ...logged, status: null, durationMs: clock.now() - startedAtMs, requestId: null, code: failure });
    return { kind: 'FAILURE', failure, error };
  }
}

const COMMON_HEADERS = {
  accept: 'application/json',
  'odata-version': '4.0',
  'odata-maxversion': '4.0',
} as const;

/** The id for Dataverse's support. Live servers name that of a part `REQ_ID`. */
export function readRequestId(headers: Readonly<Record<string, string>>): string | null {
  const id = headers['x-ms-service-request-id'] ?? headers['req_id'] ?? '';
  return id === '' || id.length > MAX_REQUEST_ID ? null : id;
}

const MAX_REQUEST_ID = 100;

function errorOf(result: Result, profile: RetryProfile, retryAfterMs: number | null): Error {
  if (result.kind === 'FAILURE') return egressError(result.error, profile);
  const error = integrationErrorFrom(result.response);
  return retryAfterMs === null ? error : copyError(error, { retryAfterMs });
}

/** In the background a host that does not resolve is transient: its name was valid when it was saved. */
function egressError(error: EgressError, profile: RetryProfile): Error {
  const isTransientFailure = error.failure === 'HOST_NOT_FOUND' && profile === 'background';
  const code = isTransientFailure ? 'NETWORK' : CODES_BY_FAILURE[error.failure];
  return integrationError({ code, params: { failure: error.failure }, cause: error });
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

function refusalCode(response: Response): string | null {
  if (response.status < 300) return null;
  const failure = readFailure(response, 'READ');
  return failure.crmCode === '' ? failure.code : failure.crmCode;
}
