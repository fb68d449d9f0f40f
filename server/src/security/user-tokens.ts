import type { KeyObject } from 'node:crypto';
import { type CryptoKey, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../runtime/runtime.ts';
import type { Principal } from './principal.ts';

export type UserTokenOptions = {
  /** One public key, or a look-up in a key set. */
  key: KeyObject | JWTVerifyGetKey;
  issuer: string;
  clock: Clock;
};

/**
 * Recognises a person by a GoodFunds JWT: signed with an asymmetric algorithm, from the issuer, not expired, with
 * the account that is active. Answers `null` for every token that fails, whatever the reason; rejects only when
 * the key set cannot be had.
 */
export function recogniseUserTokens({
  key,
  issuer,
  clock,
}: UserTokenOptions): (token: string) => Promise<Principal | null> {
  const verify = async (
    token: string,
    candidate: UserTokenOptions['key'] | CryptoKey,
  ): Promise<JWTPayload> => {
    const { payload } = await jwtVerify(
      token,
      typeof candidate === 'function' ? candidate : () => candidate,
      {
        algorithms: ASYMMETRIC_ALGORITHMS,
        issuer,
        requiredClaims: ['exp'],
        currentDate: new Date(clock.now()),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      },
    );
    return payload;
  };
  return async (token) => {
    try {
      return principalOf(
        await verify(token, key).catch((error: unknown) => verifyByAny(error, token, verify)),
      );
    } catch (error) {
      if (isFaultOfToken(error)) return null;
      throw error;
    }
  };
}

/** While keys are rotated, a token without a key id may belong to any key of the set. */
async function verifyByAny(
  error: unknown,
  token: string,
  verify: (token: string, candidate: CryptoKey) => Promise<JWTPayload>,
): Promise<JWTPayload> {
  if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
  for await (const candidate of error) {
    const payload = await verify(token, candidate).catch((failure: unknown) => {
      if (failure instanceof errors.JWSSignatureVerificationFailed) return null;
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

/** Two machines' clocks are never quite the same. */
const CLOCK_TOLERANCE_SECONDS = 5;

const name = z.union([z.string().min(1).max(200), z.number().int()]);
const claimsSchema = z.object({
  activeAccountId: z.number().int().positive(),
  exp: z.number(),
  userId: name.optional(),
  sub: name.optional(),
  // Only shown to people, so that a token is good without it.
  fullName: z.string().trim().min(1).max(200).nullable().catch(null),
});

/** A token of another kind of key ends in a TypeError of the cryptography. */
function isFaultOfToken(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  if (error instanceof errors.JOSEError) return error.code !== 'ERR_JOSE_GENERIC';
  return error instanceof TypeError;
}
