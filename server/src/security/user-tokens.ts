import type { KeyObject } from 'node:crypto';
import { type CryptoKey, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../runtime/runtime.ts';
import type { Principal } from './principal.ts';

export type UserTokenOptions = {
  /** One public key, or a lookup in a key set. */
  key: KeyObject | JWTVerifyGetKey;
  issuer: string;
  clock: Clock;
};

/**
 * Verifies a GoodFunds JWT: asymmetric signature, issuer, expiry and active account. `null` for every invalid token;
 * rejects only where the key is unknown because the key set cannot be loaded.
 */
export async function verifyUserToken(token: string, options: UserTokenOptions): Promise<Principal | null> {
  try {
    const payload = await verify(token, options.key, options).catch((error: unknown) =>
      verifyWithAnyKey(error, token, options),
    );
    return principalOf(payload);
  } catch (error) {
    if (isInvalidToken(error)) return null;
    throw error;
  }
}

async function verify(
  token: string,
  key: UserTokenOptions['key'] | CryptoKey,
  { issuer, clock }: UserTokenOptions,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, typeof key === 'function' ? key : () => key, {
    algorithms: ASYMMETRIC_ALGORITHMS,
    issuer,
    requiredClaims: ['exp'],
    currentDate: new Date(clock.now()),
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  });
  return payload;
}

/** Without a key id, or where keys share one, the token can belong to any of the keys. A key that fails is skipped. */
async function verifyWithAnyKey(
  error: unknown,
  token: string,
  options: UserTokenOptions,
): Promise<JWTPayload> {
  if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
  for await (const key of error) {
    const payload = await verify(token, key, options).catch((failure: unknown) => {
      if (isInvalidToken(failure)) return null;
      throw failure;
    });
    if (payload) return payload;
  }
  throw error;
}

function principalOf(payload: JWTPayload): Principal | null {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return null;
  const { activeAccountId, userId, sub, fullName, exp } = claims.data;
  return {
    kind: 'user',
    accountId: activeAccountId,
    actor: `user:${userId ?? sub ?? 'unknown'}`,
    name: fullName,
    expiresAtMs: (exp + CLOCK_TOLERANCE_SECONDS) * 1_000,
  };
}

const ASYMMETRIC_ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(
  ' ',
);

const CLOCK_TOLERANCE_SECONDS = 5;

const name = z.union([z.string().min(1).max(200), z.number().int()]);
const claimsSchema = z.object({
  activeAccountId: z.number().int().positive(),
  exp: z.number(),
  userId: name.optional(),
  sub: name.optional(),
  // Only displayed, so a token with an invalid name is still valid.
  fullName: z.string().trim().min(1).max(200).nullable().catch(null),
});

/** A key that Web Crypto cannot use for the token's algorithm causes a TypeError or a DOMException. */
function isInvalidToken(error: unknown): boolean {
  return error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException;
}
