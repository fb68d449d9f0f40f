import { createHash, timingSafeEqual } from 'node:crypto';
import { guidPattern } from '../dataverse/derived-guid.ts';
import type { Environment } from '../environment/environment.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import { jsonResponse } from '../http/exchange.ts';
import { issueAccessToken, tokenLifetimeSeconds } from './access-tokens.ts';
import { assertClientAssertion } from './client-assertion.ts';
import { TokenRefusal, tokenErrorResponse } from './token-errors.ts';

/** `POST /{tenant}/oauth2/v2.0/token` with client credentials, in the body or as HTTP Basic. */
export async function answerTokenRequest(
  environment: Environment,
  tenant: string,
  request: ApiRequest,
): Promise<ApiResponse> {
  try {
    const token = await grant(environment, tenant, request);
    return jsonResponse(
      200,
      {
        token_type: 'Bearer',
        expires_in: tokenLifetimeSeconds,
        ext_expires_in: tokenLifetimeSeconds,
        access_token: token,
      },
      { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' },
    );
  } catch (cause) {
    if (cause instanceof TokenRefusal) return tokenErrorResponse(cause, environment.runtime);
    throw cause;
  }
}

async function grant(environment: Environment, tenant: string, request: ApiRequest): Promise<string> {
  const { directory } = environment;
  assertTenant(environment, tenant);
  const form = formOf(request);
  const grantType = required(form, 'grant_type');
  if (grantType !== 'client_credentials') throw new TokenRefusal('70003', { grantType });
  const clientId = required(form, 'client_id');
  const scope = required(form, 'scope');
  const details = { clientId, tenant, scope };
  if (clientId.toLowerCase() !== directory.clientId) throw new TokenRefusal('700016', details);
  const resource = resourceOf(scope);
  await assertCredential(environment, form, `${environment.origin}/${tenant}/oauth2/v2.0/token`);
  if (directory.servicePrincipal === 'missing') throw new TokenRefusal('7000229', details);
  if (directory.servicePrincipal === 'disabled') throw new TokenRefusal('7000112', details);
  if (!isKnownResource(environment, resource)) throw new TokenRefusal('500011', { ...details, resource });
  return issueAccessToken(environment, resource);
}

function assertTenant(environment: Environment, tenant: string): void {
  const { tenantId, domain } = environment.directory;
  const isDomain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(tenant);
  if (!guidPattern.test(tenant) && !isDomain) throw new TokenRefusal('900023', { tenant });
  const known = [tenantId.toLowerCase(), domain.toLowerCase()];
  if (!known.includes(tenant.toLowerCase())) throw new TokenRefusal('90002', { tenant });
}

/** The body's fields, with the credentials of an `Authorization: Basic` header. */
function formOf(request: ApiRequest): URLSearchParams {
  const form = new URLSearchParams(request.body);
  const basic = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return form;
  const [clientId = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':');
  if (!form.has('client_id')) form.set('client_id', formDecoded(clientId));
  if (!form.has('client_secret')) form.set('client_secret', formDecoded(secret.join(':')));
  return form;
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text}`).get('value') ?? '';
}

function required(form: URLSearchParams, parameter: string): string {
  const value = form.get(parameter);
  if (value === null || value === '') throw new TokenRefusal('900144', { parameter });
  return value;
}

/** Exactly one scope, `<resource>/.default`. With a space in it, it is two scopes. */
function resourceOf(scope: string): string {
  const resource = /^(\S+)\/\.default$/.exec(scope)?.[1];
  if (resource === undefined) throw new TokenRefusal('70011', { scope });
  return resource;
}

async function assertCredential(
  environment: Environment,
  form: URLSearchParams,
  tokenUrl: string,
): Promise<void> {
  const { directory, runtime } = environment;
  const details = { clientId: directory.clientId };
  const assertion = form.get('client_assertion');
  if (assertion !== null) return assertClientAssertion(environment, assertion, tokenUrl);
  const secret = form.get('client_secret');
  if (secret === null || secret === '') throw new TokenRefusal('7000218', details);
  if (!isSame(secret, directory.clientSecret)) throw new TokenRefusal('7000215', details);
  const expiry = directory.clientSecretExpiresOn;
  if (expiry !== null && expiry <= runtime.now()) throw new TokenRefusal('7000222', details);
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** A trailing slash makes a different audience for the same environment, which Entra accepts. */
function isKnownResource(environment: Environment, resource: string): boolean {
  const known = [environment.origin, ...environment.directory.otherResources];
  return known.includes(resource.replace(/\/$/, ''));
}
