import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMemoryApp } from '../../test/harness/app.ts';
import { postRaw } from '../../test/harness/http-client.ts';
import { manualClock } from '../../test/harness/temporary-store.ts';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createAuthenticator } from './authenticator.ts';
import { createEgress } from './egress/create-egress.ts';
import type { EgressRequest } from './egress/egress.ts';
import {
  KEY_SET_COOLDOWN_MS,
  KEY_SET_FRESH_MS,
  KEY_SET_KEPT_MS,
  KEY_SET_TIMEOUT_MS,
  MAX_KEY_SET_BYTES,
  MAX_KEY_SET_KEYS,
  remoteKeySet,
} from './key-set.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const weakRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });

const jwk = async (key: KeyObject, members: object = {}) => ({ ...(await exportJWK(key)), ...members });
const token = async ({ kid, key = rsa.privateKey }: { kid?: string; key?: KeyObject } = {}) =>
  await new SignJWT({ activeAccountId: 7, userId: 42 })
    .setProtectedHeader({ alg: 'RS256', ...(kid !== undefined && { kid }) })
    .setIssuer('goodfunds.de')
    .setExpirationTime('30d')
    .sign(key);

/** The answer of the address; `null` for an error. */
let answer: object | null = null;
let isSilent = false;
let requests = 0;
const server = createServer((_request, response) => {
  requests += 1;
  if (isSilent) return;
  response.statusCode = answer ? 200 : 500;
  response.end(JSON.stringify(answer));
});
let url = new URL('http://127.0.0.1');
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  requests = 0;
  isSilent = false;
});

function startAuthenticator() {
  const clock = manualClock(systemRuntime.clock.now());
  const lines: string[] = [];
  const write = (event: string) => void lines.push(event);
  const egress = createEgress({ devOrigins: [url.origin] });
  const limits: Pick<EgressRequest, 'timeoutMs' | 'maxAnswerBytes'>[] = [];
  const key = remoteKeySet({
    url,
    egress: {
      ...egress,
      request: async (request) => {
        limits.push({ timeoutMs: request.timeoutMs, maxAnswerBytes: request.maxAnswerBytes });
        return await egress.request({ ...request, timeoutMs: request.timeoutMs / 20 });
      },
    },
    clock,
    log: { error: write, info: write },
  });
  const authenticate = createAuthenticator({
    serviceKeys: [],
    userTokens: { key, issuer: 'goodfunds.de', clock },
  });
  return {
    clock,
    lines,
    limits,
    /** The account of the token; `null` if it is refused, or the code of the error. */
    account: async (options: Parameters<typeof token>[0] = {}) => {
      const bearer = `Bearer ${await token(options)}`;
      const principal = await authenticate(bearer).catch(
        (error: { code: string; retryAfterMs: number }) => error,
      );
      return (
        principal && ('code' in principal ? principal : principal.kind === 'user' && principal.accountId)
      );
    },
  };
}

const UNAVAILABLE = { code: 'TOKEN_KEYS_UNAVAILABLE', retryAfterMs: KEY_SET_COOLDOWN_MS };

describe('the keys of the set', () => {
  it('are selected by the key id of the token; without one, all are tried', async () => {
    answer = {
      keys: [await jwk(otherRsa.publicKey, { kid: 'next' }), await jwk(rsa.publicKey, { kid: 'now' })],
    };
    const { account } = startAuthenticator();
    expect(await account({ kid: 'now' })).toBe(7);
    expect(await account()).toBe(7);
    expect(await account({ kid: 'next' })).toBeNull();
    expect(await account({ kid: 'unknown' })).toBeNull();
  });

  it.each([
    ['with the same key id', 'now'],
    ['without a key id', undefined],
  ])('%s are tried until one fits', async (_what, kid) => {
    const members = kid === undefined ? {} : { kid };
    answer = {
      keys: [
        await jwk(weakRsa.publicKey, members),
        await jwk(otherRsa.publicKey, members),
        await jwk(rsa.publicKey, members),
      ],
    };
    const { account } = startAuthenticator();
    expect(await account(members)).toBe(7);
  });

  it('that cannot be used are dropped, and the others are kept', async () => {
    const good = await jwk(rsa.publicKey, { kid: 'now' });
    answer = {
      keys: [
        null,
        5,
        [],
        {},
        { ...good, n: 17 },
        { kty: 'RSA', kid: 'now' },
        { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'now' },
        { kty: 'oct', k: 'AAAA', kid: 'now' },
        { kty: 'constructor', kid: '__proto__' },
        good,
      ],
    };
    expect(await startAuthenticator().account({ kid: 'now' })).toBe(7);
  });
});

it('new keys are found after the clock was set back, and the last ones stay valid', async () => {
  answer = { keys: [await jwk(rsa.publicKey, { kid: 'now' })] };
  const { account, clock } = startAuthenticator();
  expect(await account({ kid: 'now' })).toBe(7);
  clock.advance(-3_600_000);
  answer = null;
  expect(await account({ kid: 'now' })).toBe(7);
  clock.advance(-3_600_000);
  answer = { keys: [await jwk(rsa.publicKey, { kid: 'next' })] };
  expect(await account({ kid: 'next' })).toBe(7);
});

describe('while the address fails', () => {
  it('the last keys stay valid for hours, with one request per cooldown and one log line', async () => {
    answer = { keys: [await jwk(rsa.publicKey, { kid: 'now' })] };
    const { account, clock, lines } = startAuthenticator();
    expect(await account({ kid: 'now' })).toBe(7);
    answer = null;
    clock.advance(KEY_SET_FRESH_MS);
    for (let call = 0; call < 20; call += 1) expect(await account({ kid: 'now' })).toBe(7);
    expect(requests).toBe(2);
    clock.advance(KEY_SET_KEPT_MS - KEY_SET_FRESH_MS - 1);
    expect(await account({ kid: 'now' })).toBe(7);
    expect(lines).toEqual(['the key set of user tokens cannot be loaded']);
    clock.advance(KEY_SET_COOLDOWN_MS);
    expect(await account({ kid: 'now' })).toMatchObject(UNAVAILABLE);
    expect(lines).toHaveLength(1);
  });

  it('tokens are unavailable from the start, and valid once it answers', async () => {
    answer = null;
    const { account, clock, lines } = startAuthenticator();
    for (let call = 0; call < 20; call += 1) expect(await account()).toMatchObject(UNAVAILABLE);
    expect(requests).toBe(1);
    answer = { keys: [await jwk(rsa.publicKey)] };
    clock.advance(KEY_SET_COOLDOWN_MS);
    expect(await account()).toBe(7);
    expect(lines).toEqual([
      'the key set of user tokens cannot be loaded',
      'the key set of user tokens can be loaded again',
    ]);
  });

  it('an address that never answers counts as one that fails', async () => {
    isSilent = true;
    const { account, limits } = startAuthenticator();
    expect(await Promise.all([account(), account()])).toMatchObject([UNAVAILABLE, UNAVAILABLE]);
    expect(limits).toEqual([{ timeoutMs: KEY_SET_TIMEOUT_MS, maxAnswerBytes: MAX_KEY_SET_BYTES }]);
  });

  it.each<[string, () => Promise<object>]>([
    [
      'is too long',
      async () => ({ keys: [await jwk(rsa.publicKey)], padding: 'x'.repeat(MAX_KEY_SET_BYTES) }),
    ],
    ['has too many keys', async () => ({ keys: Array(MAX_KEY_SET_KEYS + 1).fill(await jwk(rsa.publicKey)) })],
    ['has no usable key', async () => ({ keys: [null] })],
    ['is no key set', async () => ({})],
  ])('an answer that %s does not replace the last keys', async (_what, bad) => {
    answer = { keys: [await jwk(rsa.publicKey)] };
    const { account, clock, lines } = startAuthenticator();
    await account();
    answer = await bad();
    clock.advance(KEY_SET_FRESH_MS);
    expect(await account()).toBe(7);
    expect(lines).toEqual(['the key set of user tokens cannot be loaded']);
  });
});

it('invented key ids cause at most one request per cooldown', async () => {
  answer = { keys: [await jwk(rsa.publicKey, { kid: 'now' })] };
  const { account, clock, lines } = startAuthenticator();
  const invent = async (calls: number) => {
    for (let call = 0; call < calls; call += 1) expect(await account({ kid: randomUUID() })).toBeNull();
  };
  await invent(20);
  expect(requests).toBe(1);
  clock.advance(KEY_SET_COOLDOWN_MS);
  await Promise.all([invent(20), invent(20)]);
  expect(requests).toBe(2);
  expect(await account({ kid: 'now' })).toBe(7);
  expect(lines).toEqual([]);
});

it('a new key is found at once', async () => {
  answer = { keys: [await jwk(otherRsa.publicKey, { kid: 'now' })] };
  const { account, clock } = startAuthenticator();
  expect(await account({ kid: 'now', key: otherRsa.privateKey })).toBe(7);
  answer = { keys: [await jwk(rsa.publicKey, { kid: 'next' })] };
  clock.advance(KEY_SET_COOLDOWN_MS);
  expect(await account({ kid: 'next' })).toBe(7);
});

it('callers get a 503 with the time to wait while the key set cannot be loaded', async () => {
  answer = null;
  await using app = await startMemoryApp({
    environment: { GOODFUNDS_JWKS_URL: url.href, GOODFUNDS_JWT_PUBLIC_KEY: '' },
  });
  const response = await fetch(`${app.url}/trpc/config.list`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(20);
  expect(await response.json()).toMatchObject({
    error: {
      data: { crm: { code: 'TOKEN_KEYS_UNAVAILABLE', retryable: true } },
    },
  });
  expect((await postRaw(app.url, 'config.list', 'Bearer unknown')).status).toBe(401);
  expect(app.logLines.filter((line) => line.includes('key set'))).toHaveLength(1);
});
