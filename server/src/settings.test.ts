import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PUBLIC_KEY = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }));
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');
const SERVICE_KEY = 'k'.repeat(32);
const REQUIRED = {
  DATABASE_URL: 'file:./data/crm.sqlite',
  ENCRYPTION_KEY,
  SERVICE_KEYS: SERVICE_KEY,
  GOODFUNDS_JWT_PUBLIC_KEY: PUBLIC_KEY,
};

describe('readSettings', () => {
  it('needs four settings and listens on the loopback address by default', () => {
    const settings = readSettings(REQUIRED);
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 4010,
      databaseUrl: 'file:./data/crm.sqlite',
      serviceKeys: [SERVICE_KEY],
      previousEncryptionKey: null,
      userTokens: { issuer: 'goodfunds.de', jwksUrl: null },
      allowedOrigins: [],
      development: false,
      logLevel: 'info',
      metrics: null,
    });
    expect(Buffer.from(settings.encryptionKey).toString('base64')).toBe(ENCRYPTION_KEY);
    expect(settings.userTokens.publicKey?.asymmetricKeyType).toBe('rsa');
  });

  it.each([
    [
      'DATABASE_URL',
      'DATABASE_URL is missing: it names the database, such as file:./data/goodfunds-crm.sqlite.',
    ],
    ['ENCRYPTION_KEY', 'ENCRYPTION_KEY is missing: 32 random bytes in base64, which encrypt the secrets.'],
    ['SERVICE_KEYS', 'SERVICE_KEYS is missing: the keys of the host application, separated by commas.'],
    [
      'GOODFUNDS_JWT_PUBLIC_KEY',
      'GOODFUNDS_JWT_PUBLIC_KEY or GOODFUNDS_JWKS_URL is missing: without one of them users cannot be authenticated.',
    ],
  ])('stops with one sentence that names %s when it is missing or blank', (name, sentence) => {
    expect(refusal({ ...REQUIRED, [name]: undefined })).toBe(sentence);
    expect(refusal({ ...REQUIRED, [name]: '  ' })).toBe(sentence);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['HOST', 'a b'],
    ['DATABASE_URL', 'mysql://user:hunter2@db/crm'],
    ['ENCRYPTION_KEY', Buffer.alloc(31).toString('base64')],
    ['ENCRYPTION_KEY', 'not base64 at all'],
    ['ENCRYPTION_KEY_PREVIOUS', 'c2hvcnQ='],
    ['SERVICE_KEYS', `${SERVICE_KEY},tooshort`],
    ['SERVICE_KEYS', ', ,,'],
    ['GOODFUNDS_JWT_PUBLIC_KEY', String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }))],
    ['GOODFUNDS_JWT_PUBLIC_KEY', weakKey()],
    ['GOODFUNDS_JWT_PUBLIC_KEY', 'a-shared-secret'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'https://example.org/path'],
    ['LOG_LEVEL', 'loud'],
  ])('stops with a sentence that names a malformed %s and keeps its value to itself', (name, value) => {
    const sentence = refusal({ ...REQUIRED, [name]: value });
    expect(sentence).toMatch(new RegExp(`^${name} must be(?:gin)? .*\\.$`));
    expect(sentence).not.toContain(value);
  });

  it('reports all invalid settings at once, one sentence each', () => {
    const sentences = refusal({ PORT: 'x' }).split('\n');
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'ENCRYPTION_KEY',
      'SERVICE_KEYS',
      'GOODFUNDS_JWT_PUBLIC_KEY',
    ]);
  });

  it('reads every secret from a file as well', () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    const inFiles = Object.fromEntries(
      Object.entries(REQUIRED).map(([name, value]) => {
        const path = join(folder, name);
        writeFileSync(path, `${String(value).trim()}\n`);
        return [`${name}_FILE`, path];
      }),
    );
    expect(readSettings(inFiles)).toEqual(readSettings(REQUIRED));
  });

  it('refuses a missing file, and a secret given twice', () => {
    expect(refusal({ ...REQUIRED, ENCRYPTION_KEY: undefined, ENCRYPTION_KEY_FILE: '/nowhere/key' })).toBe(
      'ENCRYPTION_KEY_FILE names a file that cannot be read (ENOENT).',
    );
    expect(refusal({ ...REQUIRED, ENCRYPTION_KEY_FILE: '/nowhere/key' })).toBe(
      'ENCRYPTION_KEY and ENCRYPTION_KEY_FILE are both set; set only one of them.',
    );
  });

  it('accepts a public key with line ends written as \\n', () => {
    const oneLine = PUBLIC_KEY.replaceAll('\n', String.raw`\n`);
    const { userTokens } = readSettings({ ...REQUIRED, GOODFUNDS_JWT_PUBLIC_KEY: oneLine });
    expect(userTokens.publicKey?.equals(rsa.publicKey)).toBe(true);
  });

  it('accepts a key set over https instead of a key', () => {
    const withKeySet = { ...REQUIRED, GOODFUNDS_JWT_PUBLIC_KEY: undefined };
    const url = 'https://manager.goodfunds.de/jwks.json';
    expect(readSettings({ ...withKeySet, GOODFUNDS_JWKS_URL: url }).userTokens.jwksUrl?.href).toBe(url);
    expect(refusal({ ...withKeySet, GOODFUNDS_JWKS_URL: 'http://localhost/jwks.json' })).toBe(
      'GOODFUNDS_JWKS_URL can be http only when NODE_ENV is development or test.',
    );
    expect(refusal({ ...REQUIRED, GOODFUNDS_JWKS_URL: url })).toBe(
      'GOODFUNDS_JWT_PUBLIC_KEY and GOODFUNDS_JWKS_URL are both set; set only one of them.',
    );
  });

  it.each(['DATAVERSE_DEV_ORIGINS', 'ENTRA_AUTHORITY'])('accepts %s only in development and test', (name) => {
    const given = { ...REQUIRED, [name]: 'http://127.0.0.1:4011' };
    expect(refusal(given)).toBe(`${name} is accepted only when NODE_ENV is development or test.`);
    expect(refusal({ ...given, NODE_ENV: 'production' })).toContain(name);
    expect(readSettings({ ...given, NODE_ENV: 'test' }).development).toBe(true);
    expect(readSettings({ ...given, NODE_ENV: 'development' }).development).toBe(true);
  });

  it('serves metrics only where a port is set, and then on the loopback address by default', () => {
    expect(readSettings({ ...REQUIRED, METRICS_PORT: '9464' }).metrics).toEqual({
      host: '127.0.0.1',
      port: 9_464,
    });
    const elsewhere = { ...REQUIRED, METRICS_PORT: '9464', METRICS_HOST: '10.0.0.5' };
    expect(readSettings(elsewhere).metrics).toEqual({ host: '10.0.0.5', port: 9_464 });
    expect(refusal({ ...REQUIRED, METRICS_HOST: '10.0.0.5' })).toBe(
      'METRICS_HOST is set without METRICS_PORT; metrics need a port.',
    );
    expect(refusal({ ...REQUIRED, METRICS_PORT: 'yes' })).toBe(
      'METRICS_PORT must be a whole number from 0 to 65535.',
    );
  });
});

function refusal(environment: Record<string, string | undefined>): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('These settings were taken.');
}

function weakKey(): string {
  const pair = generateKeyPairSync('rsa', { modulusLength: 1024 });
  return String(pair.publicKey.export({ type: 'spki', format: 'pem' }));
}
