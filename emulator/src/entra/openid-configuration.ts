import type { Environment } from '../environment/environment.ts';
import type { ApiResponse } from '../http/exchange.ts';
import { jsonResponse } from '../http/exchange.ts';
import { signingKey } from './signing-key.ts';

/** `GET /{tenant}/v2.0/.well-known/openid-configuration` */
export function openIdConfiguration(environment: Environment, tenant: string): ApiResponse {
  const base = `${environment.origin}/${tenant}`;
  return jsonResponse(200, {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'token'],
    issuer: `${environment.origin}/${environment.directory.tenantId}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
  });
}

/** `GET /{tenant}/discovery/v2.0/keys` */
export async function signingKeys(): Promise<ApiResponse> {
  const { keyId, publicKey } = await signingKey();
  const key = publicKey.export({ format: 'jwk' });
  return jsonResponse(200, { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: keyId }] });
}
