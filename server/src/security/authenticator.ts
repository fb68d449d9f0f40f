import { createHash, timingSafeEqual } from 'node:crypto';
import type { Principal } from './principal.ts';
import { type UserTokenOptions, verifyUserToken } from './user-tokens.ts';

/**
 * The caller behind an `Authorization` header; `null` if the header is not accepted, for any reason. Rejects with
 * TOKEN_KEYS_UNAVAILABLE where a user token cannot be checked.
 */
export type Authenticate = (authorization: string | undefined) => Promise<Principal | null>;

export type AuthenticatorOptions = {
  serviceKeys: readonly string[];
  userTokens: UserTokenOptions;
};

export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const services = options.serviceKeys.map((key) => ({
    hash: sha256(key),
    principal: { kind: 'service', actor: `service:${sha256(key).toString('hex').slice(0, 8)}` } as const,
  }));
  return async (authorization) => {
    const token = bearerToken(authorization);
    if (token === null) return null;
    const hash = sha256(token);
    // Compares with every key, in constant time, so that the duration reveals nothing about a key.
    const [service] = services.filter((candidate) => timingSafeEqual(candidate.hash, hash));
    if (service) return service.principal;
    return looksLikeJwt(token) ? await verifyUserToken(token, options.userTokens) : null;
  };
}

const MAX_TOKEN_LENGTH = 8_192;

function bearerToken(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.length > MAX_TOKEN_LENGTH) return null;
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? null;
}

function looksLikeJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
