import type { ErrorCode } from '@goodfunds/shared';

/**
 * Error code by AADSTS number. The OAuth error, then the status, decides for a number that is not listed.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const CODES_BY_NUMBER: Readonly<Record<string, ErrorCode>> = {
  '7000215': 'CLIENT_SECRET_WRONG',
  '7000222': 'CLIENT_SECRET_EXPIRED',
  '700016': 'CLIENT_UNKNOWN',
  '7000229': 'SERVICE_PRINCIPAL_MISSING',
  '7000112': 'APPLICATION_DISABLED',
  '90002': 'TENANT_UNKNOWN',
  '900023': 'TENANT_MALFORMED',
  '500011': 'RESOURCE_UNKNOWN',
  '70011': 'SCOPE_INVALID',
  '1002012': 'SCOPE_INVALID',
  '53003': 'CONDITIONAL_ACCESS',
  '7000218': 'CREDENTIAL_MISSING',
  '900144': 'CREDENTIAL_MISSING',
  '700027': 'ASSERTION_INVALID',
  '700030': 'ASSERTION_INVALID',
  '700022': 'ASSERTION_INVALID',
  '700023': 'ASSERTION_INVALID',
  '50012': 'ASSERTION_INVALID',
  '90038': 'WRONG_CLOUD',
  '900382': 'WRONG_CLOUD',
  '900432': 'WRONG_CLOUD',
  '650052': 'SERVICE_NOT_SUBSCRIBED',
  '1000031': 'SERVICE_NOT_SUBSCRIBED',
  '90055': 'TOKEN_ENDPOINT_UNAVAILABLE',
  '50196': 'TOKEN_ENDPOINT_UNAVAILABLE',
  '90033': 'TOKEN_ENDPOINT_UNAVAILABLE',
  '90006': 'TOKEN_ENDPOINT_UNAVAILABLE',
  '90024': 'TOKEN_ENDPOINT_UNAVAILABLE',
};

const CODES_BY_OAUTH_ERROR: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'TOKEN_REFUSED',
  unauthorized_client: 'TOKEN_REFUSED',
  invalid_grant: 'TOKEN_REFUSED',
  invalid_request: 'TOKEN_REFUSED',
  invalid_resource: 'RESOURCE_UNKNOWN',
  invalid_scope: 'SCOPE_INVALID',
  temporarily_unavailable: 'TOKEN_ENDPOINT_UNAVAILABLE',
  server_error: 'TOKEN_ENDPOINT_UNAVAILABLE',
  // MSAL's own code for an empty secret.
  invalid_client_credential: 'CREDENTIAL_MISSING',
};

export type TokenRefusal = {
  status: number | null;
  /** The OAuth `error`. */
  error: string | null;
  /** `error_codes` as Entra sends them. */
  numbers: readonly string[];
  description: string;
  /** Entra's `trace_id`, which its sign-in log shows as the request id. */
  requestId: string | null;
};

/** The error code for a refused token request, and its AADSTS number for Microsoft's documentation. */
export function readTokenRefusal(refusal: TokenRefusal): { code: ErrorCode; aadsts: string | null } {
  const numbers = [...refusal.numbers, ...numbersIn(refusal.description)];
  const known = numbers.find((number) => Object.hasOwn(CODES_BY_NUMBER, number));
  const aadsts = known ?? numbers[0] ?? null;
  return { code: (known && CODES_BY_NUMBER[known]) || codeWithoutNumber(refusal), aadsts };
}

function codeWithoutNumber({ status, error }: TokenRefusal): ErrorCode {
  if (status !== null && status >= 300 && status < 400) return 'REDIRECTED';
  if (status !== null && (status === 429 || status >= 500)) return 'TOKEN_ENDPOINT_UNAVAILABLE';
  const known =
    error !== null && Object.hasOwn(CODES_BY_OAUTH_ERROR, error) ? CODES_BY_OAUTH_ERROR[error] : null;
  return known ?? 'TOKEN_REFUSED';
}

function numbersIn(description: string): string[] {
  return [...description.matchAll(/AADSTS(\d+)/g)].flatMap(([, number]) => (number ? [number] : []));
}
