import type { TokenVerifier } from '../entra/access-tokens.ts';
import type { Environment } from '../environment/environment.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import { DataverseError, errorResponse } from './errors.ts';

/**
 * Returns null if the caller is a user of this environment, otherwise the refusal.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
export async function refusalOf(
  environment: Environment,
  tokens: TokenVerifier,
  request: ApiRequest,
): Promise<ApiResponse | null> {
  if (environment.blocksCaller) return errorResponse(ipBlocked(), request);
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const claims = token === undefined ? null : await tokens.claimsOf(token);
  const now = environment.runtime.now().getTime() / 1000;
  if (
    claims === null ||
    claims.aud !== environment.origin ||
    claims.tid !== environment.directory.tenantId ||
    claims.exp <= now
  ) {
    return challenge(environment);
  }
  const error = userRefusal(environment, claims.appid);
  return error === null ? null : errorResponse(error, request);
}

/**
 * The sentence is documented; status, code and shape are unverified.
 *
 * @see https://learn.microsoft.com/power-platform/admin/ip-firewall
 */
function ipBlocked(): DataverseError {
  return new DataverseError(
    403,
    '',
    'The request you are trying to make is rejected as access to your IP is blocked. Contact your administrator for more information.',
  );
}

/** The header lets a client find the tenant of an environment URL. The body is unverified, so it is empty. */
function challenge(environment: Environment): ApiResponse {
  const { origin, directory } = environment;
  const authorization = `${origin}/${directory.tenantId}/oauth2/authorize`;
  return {
    status: 401,
    headers: {
      'WWW-Authenticate': `Bearer authorization_uri=${authorization}, resource_id=${origin}/`,
    },
    body: '',
  };
}

function userRefusal(environment: Environment, applicationId: string): DataverseError | null {
  const { user, directory } = environment;
  if (user.state === 'missing' || applicationId !== directory.clientId) {
    return new DataverseError(403, '0x80072560', 'The user is not a member of the organization.');
  }
  switch (user.state) {
    case 'present':
      return null;
    case 'disabled':
      return new DataverseError(
        403,
        '0x80040225',
        `The specified user(Id = ${user.systemUserId}) is disabled. Consider enabling this user.`,
      );
    case 'withoutRoles':
      return new DataverseError(
        403,
        '0x80042F09',
        `The user with Id ${user.systemUserId} has not been assigned any roles.`,
      );
    default:
      return user.state satisfies never;
  }
}
