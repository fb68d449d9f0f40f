import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readSettings, type Settings } from '../../src/settings.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Settings of the service, as an operator sets them in the environment. */
export function testSettings(environment: Record<string, string>): Settings {
  return readSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: 'file:unused.sqlite',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    SERVICE_KEYS: randomBytes(32).toString('base64url'),
    GOODFUNDS_JWT_PUBLIC_KEY: String(keys.publicKey.export({ type: 'spki', format: 'pem' })),
    ...environment,
  });
}
