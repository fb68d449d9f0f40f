import { randomBytes } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';

/** The accounts of the demo: one that is set up already, and one to try the set-up with. */
export const DEMO_ACCOUNTS = { ready: 1, fresh: 2 } as const;

export type DemoKeys = {
  /** PEM, for the server to check tokens with. */
  publicKey: string;
  serviceKey: string;
  /** 32 bytes, base64. */
  encryptionKey: string;
  /** A token as GoodFunds gives it to the signed-in user of an account, for ten minutes unless said otherwise. */
  signToken(accountId: number, lifetimeSeconds?: number): Promise<string>;
};

const TOKEN_LIFETIME_SECONDS = 600;

/** Keys of this one start: nothing of the demo is secret elsewhere, and nothing of it is valid elsewhere. */
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
