import type { Environment } from '../environment/environment.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import { pathOf } from '../http/exchange.ts';
import { openIdConfiguration, signingKeys } from './openid-configuration.ts';
import { answerTokenRequest } from './token-endpoint.ts';

const tokenPath = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;
const configurationPath = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/;
const keysPath = /^\/([^/]+)\/discovery\/v2\.0\/keys$/;

export function isTokenPath(path: string): boolean {
  return tokenPath.test(path);
}

/** Answers Entra requests; returns null for all others. */
export async function routeEntra(environment: Environment, request: ApiRequest): Promise<ApiResponse | null> {
  const path = pathOf(request.target);
  const tokenTenant = tokenPath.exec(path)?.[1];
  if (tokenTenant !== undefined) {
    if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' }, body: '' };
    return answerTokenRequest(environment, decodeURIComponentSafely(tokenTenant), request);
  }
  if (request.method !== 'GET') return null;
  const tenant = configurationPath.exec(path)?.[1];
  if (tenant !== undefined) return openIdConfiguration(environment, tenant);
  return keysPath.test(path) ? signingKeys() : null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
