import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Schemas of single settings. A message continues after the name of the setting, and never contains its value. */

export const portSetting = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'must be a whole number from 0 to 65535' })
  .transform(Number)
  .refine((port) => port <= 65_535, { error: 'must be a whole number from 0 to 65535' });

export const hostSetting = z.string().regex(/^[0-9A-Za-z.:%_-]+$/, {
  error: 'must be an address or a host name to listen on, such as 127.0.0.1',
});

export const databaseUrlSetting = z
  .string({ error: 'is missing: it names the database, such as file:./data/goodfunds-crm.sqlite' })
  .regex(/^file:.+/, {
    error: 'must begin with file: and name a file, such as file:./data/goodfunds-crm.sqlite',
  });

export const encryptionKeySetting = z
  .string({ error: 'is missing: 32 random bytes in base64, which encrypt the secrets' })
  .transform((value) => ({ bytes: Buffer.from(value, 'base64'), value }))
  .refine(({ bytes, value }) => bytes.length === 32 && bytes.toString('base64') === value, {
    error: 'must be exactly 32 bytes in base64 (44 characters)',
  })
  .transform(({ bytes }): Uint8Array => bytes);

export const serviceKeysSetting = z
  .string({ error: 'is missing: the keys of the host application, separated by commas' })
  .transform(splitList)
  .refine((keys) => keys.length > 0 && keys.every((key) => /^[\x21-\x7e]{32,512}$/.test(key)), {
    error: 'must be keys of at least 32 printable characters each, separated by commas',
  });

/** A public key in PEM. Environment files write its line ends as `\n`. */
export const publicKeySetting = z.string().transform((value, context): KeyObject => {
  const key = parsePublicKey(value.replaceAll(String.raw`\n`, '\n'));
  if (key) return key;
  context.addIssue('must be the public key in PEM: RSA with at least 2048 bits, EC or Ed25519');
  return z.NEVER;
});

export const jwksUrlSetting = z
  .string()
  .refine((value) => /^https?:\/\/[^@]+$/.test(value) && URL.canParse(value), {
    error: 'must be the https URL of a JSON Web Key Set',
  })
  .transform((value) => new URL(value));

export const originSetting = z
  .string()
  .refine(isOrigin, { error: 'must be an origin, such as https://example.org' });

export const originsSetting = z
  .string()
  .transform(splitList)
  .refine((origins) => origins.every(isOrigin), {
    error: 'must be origins such as https://example.org, without a path, separated by commas',
  });

export const logLevelSetting = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
  error: 'must be one of fatal, error, warn, info, debug, trace and silent',
});

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function isOrigin(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

/** Refuses a private key, although Node could derive the public key from it: it must not be stored here. */
function parsePublicKey(pem: string): KeyObject | null {
  if (!/-----BEGIN (?:(?:RSA )?PUBLIC KEY|CERTIFICATE)-----/.test(pem)) return null;
  try {
    const key = createPublicKey(pem);
    const long = (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
    const usable =
      key.asymmetricKeyType === 'rsa' ? long : ['ec', 'ed25519'].includes(key.asymmetricKeyType ?? '');
    return usable ? key : null;
  } catch {
    return null;
  }
}
