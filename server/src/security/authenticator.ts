import type { Principal } from './principal.ts';

/** Who stands behind an `Authorization` header; `null` for everybody that is not known, whatever the reason. */
export type Authenticate = (authorization: string | undefined) => Promise<Principal | null>;

export type AuthenticatorParts = {
  recogniseServiceKey: (token: string) => Principal | null;
  recogniseUserToken: (token: string) => Promise<Principal | null>;
  /** Told when users cannot be recognised for a reason that is not theirs, such as a key set out of reach. */
  onFailure: (error: unknown) => void;
};

export function createAuthenticator(parts: AuthenticatorParts): Authenticate {
  return async (authorization) => {
    const token = bearerToken(authorization);
    if (token === null) return null;
    const service = parts.recogniseServiceKey(token);
    if (service || !looksLikeJwt(token)) return service;
    try {
      return await parts.recogniseUserToken(token);
    } catch (error) {
      parts.onFailure(error);
      return null;
    }
  };
}

const LONGEST_TOKEN = 8_192;

function bearerToken(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.length > LONGEST_TOKEN) return null;
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? null;
}

function looksLikeJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
}
