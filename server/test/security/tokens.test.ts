import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp } from '../harness/app.ts';
import { type RawAnswer, TRANSPORTS } from './support/raw-answer.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PEM = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }));
const DER = rsa.publicKey.export({ type: 'spki', format: 'der' });
const HOUR = 3_600;
const nowSeconds = Math.floor(Date.now() / 1_000);
const CLAIMS = { iss: 'goodfunds.de', sub: 'anna', userId: 42, activeAccountId: 7, exp: nowSeconds + HOUR };

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (header: object, claims: object): string => `${encode(header)}.${encode(claims)}`;
const rs256 = (claims: object, header: object = {}, key: KeyObject = rsa.privateKey): string => {
  const text = unsigned({ alg: 'RS256', typ: 'JWT', ...header }, claims);
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
};
const hmac = (alg: 'HS256' | 'HS384' | 'HS512', key: string | Buffer): string => {
  const text = unsigned({ alg, typ: 'JWT' }, CLAIMS);
  const signature = createHmac(alg.replace('HS', 'sha'), key).update(text).digest('base64url');
  return `${text}.${signature}`;
};
const good = rs256(CLAIMS);
const [goodHeader = '', goodClaims = '', goodSignature = ''] = good.split('.');
const otherJwk = otherRsa.publicKey.export({ format: 'jwk' });

const BAD_TOKENS: Readonly<Record<string, string>> = {
  'another issuer': rs256({ ...CLAIMS, iss: 'evil.example' }),
  'an issuer that begins alike': rs256({ ...CLAIMS, iss: 'goodfunds.de.evil.example' }),
  'no issuer': rs256({ ...CLAIMS, iss: undefined }),
  'a list of issuers': rs256({ ...CLAIMS, iss: ['goodfunds.de'] }),
  'the algorithm none': `${unsigned({ alg: 'none' }, CLAIMS)}.`,
  'the algorithm None': `${unsigned({ alg: 'None' }, CLAIMS)}.AA`,
  'the algorithm none and a good signature': `${encode({ alg: 'none' })}.${goodClaims}.${goodSignature}`,
  'no algorithm': `${unsigned({}, CLAIMS)}.${goodSignature}`,
  'HS256 with the public key in PEM': hmac('HS256', PEM),
  'HS256 with the public key, trimmed': hmac('HS256', PEM.trim()),
  'HS256 with the public key in DER': hmac('HS256', DER),
  'HS384 with the public key': hmac('HS384', PEM),
  'HS512 with the public key': hmac('HS512', PEM),
  'HS256 with nothing': hmac('HS256', ''),
  'a time that is over': rs256({ ...CLAIMS, exp: nowSeconds - HOUR }),
  'a time that ended a minute ago': rs256({ ...CLAIMS, exp: nowSeconds - 60 }),
  'no end': rs256({ ...CLAIMS, exp: undefined }),
  'an end that is text': rs256({ ...CLAIMS, exp: String(nowSeconds + HOUR) }),
  'a start time in the future': rs256({ ...CLAIMS, nbf: nowSeconds + HOUR }),
  'another key': rs256(CLAIMS, {}, otherRsa.privateKey),
  'another key in its own header': rs256(CLAIMS, { jwk: otherJwk }, otherRsa.privateKey),
  'another key at an address': rs256(CLAIMS, { jku: 'http://127.0.0.1:9/jwks' }, otherRsa.privateKey),
  'another kind of key': `${unsigned({ alg: 'ES256' }, CLAIMS)}.${sign('sha256', Buffer.from(unsigned({ alg: 'ES256' }, CLAIMS)), ec.privateKey).toString('base64url')}`,
  'a file as the name of its key': rs256(CLAIMS, { kid: '../../dev/null' }, otherRsa.privateKey),
  'an unknown critical header': rs256(CLAIMS, { crit: ['exp'], exp: 1 }),
  'no account': rs256({ ...CLAIMS, activeAccountId: undefined }),
  'an account that is text': rs256({ ...CLAIMS, activeAccountId: '7' }),
  'the account 0': rs256({ ...CLAIMS, activeAccountId: 0 }),
  'a negative account': rs256({ ...CLAIMS, activeAccountId: -7 }),
  'half an account': rs256({ ...CLAIMS, activeAccountId: 7.5 }),
  'two accounts': rs256({ ...CLAIMS, activeAccountId: [7] }),
  'an account beyond the safe integers': rs256({ ...CLAIMS, activeAccountId: 1e300 }),
  'claims that are a list': rs256([CLAIMS]),
  'claims of another user under a valid signature': `${goodHeader}.${encode({ ...CLAIMS, activeAccountId: 8 })}.${goodSignature}`,
  'no signature': `${goodHeader}.${goodClaims}.`,
  'half a signature': `${goodHeader}.${goodClaims}.${goodSignature.slice(0, 100)}`,
  'two parts': `${goodHeader}.${goodClaims}`,
  'five parts': `${good}.a.b`,
  'ten thousand characters': rs256({ ...CLAIMS, padding: 'x'.repeat(10_000) }),
  'a service key with one character more': 'k'.repeat(43),
  'nothing in it': '',
};

describe('user tokens are verified', () => {
  let app: DynamicsApp;
  beforeAll(async () => {
    app = await startDynamicsApp({ environment: { GOODFUNDS_JWT_PUBLIC_KEY: PEM } });
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const CALLS = [
    { procedure: 'config.list', kind: 'query' },
    { procedure: 'config.create', kind: 'mutation' },
    { procedure: 'sync.progress', kind: 'subscription' },
  ] as const;

  const ask = async (token: string): Promise<RawAnswer[]> => {
    const answers = CALLS.map(async ({ procedure, kind }) =>
      Promise.all(
        Object.values(TRANSPORTS[kind]).map((send) =>
          send({ url: app.url, token, procedure, kind, input: { runId: 'run' } }),
        ),
      ),
    );
    return (await Promise.all(answers)).flat();
  };

  it('a valid token is accepted', async () => {
    const answers = await ask(good);
    expect(JSON.stringify(answers)).not.toContain('UNAUTHORIZED');
    expect(answers[0]?.status).toBe(200);
  });

  it.each(Object.entries(BAD_TOKENS))('%s is refused like an unknown token', async (_what, token) => {
    const unknown = await ask('unknown');
    expect(unknown.map(({ body }) => /"code":"UNAUTHORIZED"/.test(body))).toEqual(unknown.map(() => true));
    expect(await ask(token)).toEqual(unknown);
  });

  it('a token with any bit flipped is refused', async () => {
    const flip = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 6 }));
    await fc.assert(
      fc.asyncProperty(flip, async ([place, bit]) => {
        const letter = String.fromCharCode(good.charCodeAt(place) ^ (1 << bit));
        const token = good.slice(0, place) + letter + good.slice(place + 1);
        // The last base64 character contains unused bits.
        fc.pre(/^[!-~]+$/.test(token) && sameBytes(token) === false);
        const answer = await fetch(`${app.url}/trpc/config.list`, {
          headers: { authorization: `Bearer ${token}` },
        });
        expect(answer.status).toBe(401);
      }),
      { numRuns: 300 },
    );
  });

  it('no token is logged', () => {
    const written = app.logLines.join('');
    const tails = [good, ...Object.values(BAD_TOKENS)]
      .filter(({ length }) => length > 50)
      .map((token) => token.slice(-40));
    expect(tails.filter((tail) => written.includes(tail))).toEqual([]);
  });
});

function sameBytes(token: string): boolean {
  const bytes = (text: string) =>
    text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
  return bytes(token).join() === bytes(good).join();
}
