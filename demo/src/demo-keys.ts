import { randomBytes } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';

/** The accounts of the demo: one already set up, and one to try the set-up. */
export const DEMO_ACCOUNTS = { ready: 1, fresh: 2 } as const;

export type DemoKeys = {
  /** PEM; verifies user tokens. */
  publicKey: string;
  serviceKey: string;
  /** 32 bytes, base64. */
  encryptionKey: string;
  /** A user token as GoodFunds issues it; valid for ten minutes by default. */
  signToken(accountId: number, lifetimeSeconds?: number): Promise<string>;
};

const TOKEN_LIFETIME_SECONDS = 600;

/** New keys for each start; they are valid nowhere else. */
export async function makeDemoKeys(): Promise<DemoKeys> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    publicKey: await exportSPKI(publicKey),
    serviceKey: randomBytes(32).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
    signToken: async (accountId, lifetimeSeconds = TOKEN_LIFETIME_SECONDS) =>
      await new SignJWT({ userId: 1, fullName: 'Alex Beispiel', activeAccountId: accountId })
        .setProtectedHeader({ alg: 'RS256' })
        .setSubject('alex.beispiel')
        .setIssuer('goodfunds.de')
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds} seconds`)
        .sign(privateKey),
  };
}
