import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  databaseUrlSetting,
  encryptionKeySetting,
  hostSetting,
  jwksUrlSetting,
  logLevelSetting,
  originSetting,
  originsSetting,
  portSetting,
  publicKeySetting,
  serviceKeysSetting,
} from './setting-schemas.ts';

/** Invalid settings. The message is for the operator: one sentence for each setting, with its name. */
export class SettingsError extends Error {
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'SettingsError';
  }
}

export type Settings = ReturnType<typeof readSettings>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and validates all settings once; nothing else reads the environment. A blank setting counts as unset. Throws
 * `SettingsError`.
 */
export function readSettings(environment: Environment = process.env) {
  const given = withFiles(environment);
  const development = given.NODE_ENV === 'development' || given.NODE_ENV === 'test';
  const parsed = settingsSchema.safeParse(given);
  const sentences = [...sentencesOf(parsed.error), ...combinationErrors(given, development)];
  if (!parsed.success || sentences.length > 0) throw new SettingsError(sentences);
  const settings = parsed.data;
  return {
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL,
    encryptionKey: settings.ENCRYPTION_KEY,
    previousEncryptionKey: settings.ENCRYPTION_KEY_PREVIOUS ?? null,
    serviceKeys: settings.SERVICE_KEYS,
    userTokens: {
      publicKey: settings.GOODFUNDS_JWT_PUBLIC_KEY ?? null,
      jwksUrl: settings.GOODFUNDS_JWKS_URL ?? null,
      issuer: settings.GOODFUNDS_JWT_ISSUER,
    },
    allowedOrigins: settings.ALLOWED_ORIGINS,
    dataverseDevOrigins: settings.DATAVERSE_DEV_ORIGINS,
    entraAuthority: settings.ENTRA_AUTHORITY ?? null,
    logLevel: settings.LOG_LEVEL,
    metrics:
      settings.METRICS_PORT === undefined
        ? null
        : { host: settings.METRICS_HOST, port: settings.METRICS_PORT },
    development,
  };
}

/** Only the database, for the backup. Throws `SettingsError`. */
export function readDatabaseUrl(environment: Environment = process.env): string {
  return readPart(settingsSchema.pick({ DATABASE_URL: true }), environment).DATABASE_URL;
}

/** Only the database and its encryption keys. Throws `SettingsError`. */
export function readKeySettings(environment: Environment = process.env) {
  const names = { DATABASE_URL: true, ENCRYPTION_KEY: true, ENCRYPTION_KEY_PREVIOUS: true } as const;
  const settings = readPart(settingsSchema.pick(names), environment);
  return {
    databaseUrl: settings.DATABASE_URL,
    encryptionKey: settings.ENCRYPTION_KEY,
    previousEncryptionKey: settings.ENCRYPTION_KEY_PREVIOUS ?? null,
  };
}

function readPart<Part>(schema: z.ZodType<Part>, environment: Environment): Part {
  const parsed = schema.safeParse(withFiles(environment));
  if (!parsed.success) throw new SettingsError(sentencesOf(parsed.error));
  return parsed.data;
}

function sentencesOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}.`);
}

const settingsSchema = z.object({
  PORT: portSetting.default(4010),
  HOST: hostSetting.default('127.0.0.1'),
  DATABASE_URL: databaseUrlSetting,
  ENCRYPTION_KEY: encryptionKeySetting,
  ENCRYPTION_KEY_PREVIOUS: encryptionKeySetting.optional(),
  SERVICE_KEYS: serviceKeysSetting,
  GOODFUNDS_JWT_PUBLIC_KEY: publicKeySetting.optional(),
  GOODFUNDS_JWKS_URL: jwksUrlSetting.optional(),
  GOODFUNDS_JWT_ISSUER: z.string().default('goodfunds.de'),
  ALLOWED_ORIGINS: originsSetting.default([]),
  DATAVERSE_DEV_ORIGINS: originsSetting.default([]),
  ENTRA_AUTHORITY: originSetting.optional(),
  LOG_LEVEL: logLevelSetting.default('info'),
  METRICS_PORT: portSetting.optional(),
  METRICS_HOST: hostSetting.default('127.0.0.1'),
});

const SECRETS = [
  'DATABASE_URL',
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEY_PREVIOUS',
  'SERVICE_KEYS',
  'GOODFUNDS_JWT_PUBLIC_KEY',
] as const;

/** The settings that are set, with secrets read from their `…_FILE`. */
function withFiles(environment: Environment): Record<string, string> {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  for (const name of SECRETS) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    if (given[name] !== undefined)
      throw new SettingsError([`${name} and ${name}_FILE are both set; set only one of them.`]);
    given[name] = readSecretFile(name, path);
  }
  return given;
}

function readSecretFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new SettingsError([`${name}_FILE names a file that cannot be read (${reason}).`]);
  }
}

/** Rules that concern several settings. */
function combinationErrors(given: Environment, development: boolean): string[] {
  const key = given.GOODFUNDS_JWT_PUBLIC_KEY !== undefined;
  const keySet = given.GOODFUNDS_JWKS_URL !== undefined;
  const sentences: string[] = [];
  if (!key && !keySet) {
    sentences.push(
      'GOODFUNDS_JWT_PUBLIC_KEY or GOODFUNDS_JWKS_URL is missing: without one of them users cannot be authenticated.',
    );
  }
  if (key && keySet) {
    sentences.push('GOODFUNDS_JWT_PUBLIC_KEY and GOODFUNDS_JWKS_URL are both set; set only one of them.');
  }
  if (given.METRICS_HOST !== undefined && given.METRICS_PORT === undefined) {
    sentences.push('METRICS_HOST is set without METRICS_PORT; metrics need a port.');
  }
  if (development) return sentences;
  for (const name of ['DATAVERSE_DEV_ORIGINS', 'ENTRA_AUTHORITY']) {
    if (given[name] !== undefined) {
      sentences.push(`${name} is accepted only when NODE_ENV is development or test.`);
    }
  }
  if (given.GOODFUNDS_JWKS_URL?.startsWith('http://')) {
    sentences.push('GOODFUNDS_JWKS_URL can be http only when NODE_ENV is development or test.');
  }
  return sentences;
}
