import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createAuthenticator } from './authenticator.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SERVICE_KEYS = [
  'first-service-key-of-thirty-two-characters',
  'second-service-key-of-thirty-two-characters',
];
const now = systemRuntime.clock.now();
const SOON = Math.floor(now / 1_000) + 3_600;
const CLAIMS = { iss: 'goodfunds.de', sub: 'anna', userId: 42, activeAccountId: 7, exp: SOON };

type Claims = Record<string, unknown>;

describe('authentication', () => {
  const authenticate = createAuthenticator({
    serviceKeys: SERVICE_KEYS,
    userTokens: { key: rsa.publicKey, issuer: 'goodfunds.de', clock: systemRuntime.clock },
  });
  const asUser = async (claims: Claims, key: KeyObject = rsa.privateKey) =>
    `Bearer ${await new SignJWT(asPayload(claims)).setProtectedHeader({ alg: 'RS256' }).sign(key)}`;

  it('recognises a user by a GoodFunds token: active account, user id for the audit, and expiry', async () => {
    expect(await authenticate(await asUser(CLAIMS))).toEqual({
      kind: 'user',
      accountId: 7,
      actor: 'user:42',
      name: null,
      // Five seconds of clock tolerance.
      expiresAtMs: (SOON + 5) * 1_000,
    });
  });

  it.each([
    ['Anna Muster', 'Anna Muster'],
    [' ', null],
    [17, null],
  ])('reads the full name %j as %j, and accepts the token either way', async (fullName, name) => {
    expect(await authenticate(await asUser({ ...CLAIMS, fullName }))).toMatchObject({ accountId: 7, name });
  });

  it('recognises a service by any of its keys, with a different actor for each in the audit', async () => {
    const principals = await Promise.all(
      SERVICE_KEYS.map(async (key) => await authenticate(`Bearer ${key}`)),
    );
    expect(principals.map((principal) => principal?.kind)).toEqual(['service', 'service']);
    expect(new Set(principals.map((principal) => principal?.actor)).size).toBe(2);
    expect(JSON.stringify(principals)).not.toContain('service-key-of');
  });

  it.each<[string, Claims]>([
    ['an expired token', { ...CLAIMS, exp: SOON - 7_200 }],
    ['a token that never expires', { ...CLAIMS, exp: undefined }],
    ['a token of another issuer', { ...CLAIMS, iss: 'evil.example' }],
    ['a token without an issuer', { ...CLAIMS, iss: undefined }],
    ['a token that is not valid yet', { ...CLAIMS, nbf: SOON }],
    ['a token without an account', { ...CLAIMS, activeAccountId: undefined }],
    ['a token whose account is text', { ...CLAIMS, activeAccountId: '7' }],
    ['a token whose account is not positive', { ...CLAIMS, activeAccountId: 0 }],
    ['a token whose account is not a whole number', { ...CLAIMS, activeAccountId: 7.5 }],
  ])('refuses %s', async (_what, claims) => {
    expect(await authenticate(await asUser(claims))).toBeNull();
  });

  it('refuses a token signed with another key', async () => {
    expect(await authenticate(await asUser(CLAIMS, otherRsa.privateKey))).toBeNull();
  });

  it('refuses a token signed with the public key as if it were a shared secret', async () => {
    const pem = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }));
    const body = [{ alg: 'HS256' }, CLAIMS].map((part) => base64url(JSON.stringify(part))).join('.');
    const signature = createHmac('sha256', pem).update(body).digest('base64url');
    expect(await authenticate(`Bearer ${body}.${signature}`)).toBeNull();
  });

  it('refuses a token without a signature', async () => {
    const body = [{ alg: 'none' }, CLAIMS].map((part) => base64url(JSON.stringify(part))).join('.');
    expect(await authenticate(`Bearer ${body}.`)).toBeNull();
    expect(await authenticate(`Bearer ${body}.AA`)).toBeNull();
  });

  it.each([
    undefined,
    '',
    'Bearer',
    `Basic ${SERVICE_KEYS[0]}`,
    SERVICE_KEYS[0],
    `Bearer ${SERVICE_KEYS[0]}x`,
    `Bearer ${SERVICE_KEYS.join(',')}`,
    `Bearer ${'a'.repeat(10_000)}`,
  ])('refuses the header %s', async (header) => {
    expect(await authenticate(header)).toBeNull();
  });

  it('refuses a valid token that is too long', async () => {
    expect(await authenticate(await asUser({ ...CLAIMS, padding: 'x'.repeat(10_000) }))).toBeNull();
  });
});

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Removes undefined claims, as serialisation does. */
function asPayload(claims: Claims): JWTPayload {
  return JSON.parse(JSON.stringify(claims)) as JWTPayload;
}
