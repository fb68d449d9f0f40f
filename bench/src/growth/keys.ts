import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export type BenchKeys = {
  readonly serviceKey: string;
  /** base64. */
  readonly encryptionKey: string;
  /** PEM. */
  readonly publicKey: string;
  /** A user token as GoodFunds issues it. */
  signToken: (accountId: number) => string;
};

/** The keys for one measurement. */
export function makeKeys(): BenchKeys {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return {
    serviceKey: randomBytes(32).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    signToken: (accountId) => signToken(privateKey, accountId),
  };
}

/** Simulated time runs ahead of real time, so tokens have a long lifetime. */
const LIFETIME_S = 20 * 24 * 3_600;

function signToken(key: KeyObject, accountId: number): string {
  const issuedAt = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: 'goodfunds.de',
    sub: 'bench',
    userId: 1,
    fullName: 'Bench',
    activeAccountId: accountId,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_S,
  };
  const content = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
