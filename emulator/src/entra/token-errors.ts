import type { ApiResponse } from '../http/exchange.ts';
import { jsonResponse } from '../http/exchange.ts';
import type { Runtime } from '../runtime.ts';

interface TokenErrorKind {
  readonly status: number;
  readonly error: string;
  readonly text: string;
}

/**
 * The reasons for which Entra refuses a token, with placeholders `{…}`.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const kinds = {
  '50196': {
    status: 429,
    error: 'temporarily_unavailable',
    text: 'The server terminated an operation because it encountered a client request loop. Please contact your app vendor.',
  },
  '53003': {
    status: 400,
    error: 'invalid_grant',
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  '70011': {
    status: 400,
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  },
  '70003': {
    status: 400,
    error: 'unsupported_grant_type',
    text: "The app requested an unsupported grant type '{grantType}'.",
  },
  '90002': {
    status: 400,
    error: 'invalid_request',
    text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  '90033': {
    status: 503,
    error: 'temporarily_unavailable',
    text: 'A transient error has occurred. Please try again.',
  },
  '90055': {
    status: 429,
    error: 'temporarily_unavailable',
    text: 'The tenant is throttled because too many requests were sent. Please wait before trying again.',
  },
  '500011': {
    status: 400,
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  '700016': {
    status: 400,
    error: 'unauthorized_client',
    text: "Application with identifier '{clientId}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  '700027': {
    status: 401,
    error: 'invalid_client',
    text: 'The certificate with identifier used to sign the client assertion is not registered on application, or the signature is not valid.',
  },
  '700030': {
    status: 401,
    error: 'invalid_client',
    text: 'Invalid certificate: the issuer or subject of the client assertion does not match the application.',
  },
  '900023': {
    status: 400,
    error: 'invalid_request',
    text: "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.",
  },
  '900144': {
    status: 400,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '{parameter}'.",
  },
  '7000112': { status: 400, error: 'unauthorized_client', text: "Application '{clientId}' is disabled." },
  '7000215': {
    status: 401,
    error: 'invalid_client',
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{clientId}'.",
  },
  '7000218': {
    status: 401,
    error: 'invalid_client',
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  '7000222': {
    status: 401,
    error: 'invalid_client',
    text: "The provided client secret keys for app '{clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  },
  '7000229': {
    status: 401,
    error: 'invalid_client',
    text: 'The client application {clientId} is missing service principal in the tenant {tenant}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
  },
} as const satisfies Readonly<Record<string, TokenErrorKind>>;

export type TokenErrorCode = keyof typeof kinds;

export function isTokenErrorCode(code: string): code is TokenErrorCode {
  return code in kinds;
}

/** Refuses a token; `details` fill the placeholders. */
export class TokenRefusal extends Error {
  readonly code: TokenErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: TokenErrorCode, details: Readonly<Record<string, string>> = {}) {
    super(`AADSTS${code}`);
    this.code = code;
    this.details = details;
  }
}

export function tokenErrorResponse(
  refusal: TokenRefusal,
  runtime: Runtime,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  const { status, error, text } = kinds[refusal.code];
  const traceId = runtime.uuid();
  const correlationId = runtime.uuid();
  const timestamp = `${runtime.now().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const description = text.replace(/\{(\w+)\}/g, (_, name: string) => refusal.details[name] ?? '');
  const content = {
    error,
    error_description: `AADSTS${refusal.code}: ${description} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [Number(refusal.code)],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${refusal.code}`,
    ...(refusal.code === '53003' ? { suberror: 'message_only' } : {}),
  };
  return jsonResponse(status, content, {
    'Cache-Control': 'no-store, no-cache',
    Pragma: 'no-cache',
    ...headers,
  });
}
