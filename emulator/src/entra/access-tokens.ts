import { compactVerify, errors, SignJWT } from 'jose';
import { z } from 'zod';
import type { Environment } from '../environment/environment.ts';
import { signingKey } from './signing-key.ts';

/** Lifetime of an access token. MSAL never serves a token from its cache that lives 300 s or less. */
export const tokenLifetimeSeconds = 3599;

export async function issueAccessToken(environment: Environment, resource: string): Promise<string> {
  const key = await signingKey();
  const { directory, user } = environment;
  const issuedAt = Math.floor(environment.runtime.now().getTime() / 1000);
  return new SignJWT({
    appid: directory.clientId,
    appidacr: '1',
    idtyp: 'app',
    oid: user.azureObjectId,
    tid: directory.tenantId,
    uti: environment.runtime.uuid(),
    ver: '1.0',
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.keyId })
    .setAudience(resource)
    .setIssuer(`${environment.origin}/${directory.tenantId}/`)
    .setSubject(user.azureObjectId)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + tokenLifetimeSeconds)
    .sign(key.privateKey);
}

const claimsSchema = z.object({
  aud: z.string(),
  tid: z.string(),
  appid: z.string(),
  oid: z.string(),
  exp: z.number(),
});

export type AccessTokenClaims = z.infer<typeof claimsSchema>;

/** Checks signatures and caches the results, because a client sends the same token with every request. */
export class TokenVerifier {
  readonly #seen = new Map<string, AccessTokenClaims>();

  /** The claims, or null if the token was not signed here. Audience, tenant and expiry are not checked. */
  async claimsOf(token: string): Promise<AccessTokenClaims | null> {
    const seen = this.#seen.get(token);
    if (seen !== undefined) return seen;
    const claims = await verifiedClaims(token);
    if (claims === null) return null;
    if (this.#seen.size >= 1000) this.#seen.clear();
    this.#seen.set(token, claims);
    return claims;
  }
}

/** Checks only the signature; expiry is checked by the emulator's clock on every request. */
async function verifiedClaims(token: string): Promise<AccessTokenClaims | null> {
  const { publicKey } = await signingKey();
  try {
    const { payload } = await compactVerify(token, publicKey, { algorithms: ['RS256'] });
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    return claimsSchema.safeParse(claims).data ?? null;
  } catch (cause) {
    if (cause instanceof errors.JOSEError || cause instanceof SyntaxError) return null;
    throw cause;
  }
}
