import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from '@goodfunds/dataverse-emulator';
import type { Integration } from '@goodfunds/shared';
import { SignJWT } from 'jose';
import { createApp } from '../../src/app.ts';
import { type HttpServer, startHttpServer } from '../../src/http/http-server.ts';
import { createProviders } from '../../src/providers/index.ts';
import { createLog } from '../../src/runtime/log.ts';
import { readSettings } from '../../src/settings.ts';
import { dataOf, type PlainCall, plainCaller } from './plain-calls.ts';

export type DynamicsHouse = AsyncDisposable & {
  emulator: Emulator;
  server: HttpServer;
  url: string;
  /** Where the metrics are, if METRICS_PORT is set. */
  metricsUrl: string | null;
  /** The database file. */
  file: string;
  serviceKey: string;
  encryptionKey: string;
  logLines: string[];
  userToken(accountId: number): Promise<string>;
  asUserOf(accountId: number): PlainCall;
  asService: PlainCall;
  /** Credentials that the emulator takes, with changes. */
  credentials(changes?: Record<string, string | null>): Record<string, string | null>;
  /** An integration of the account that is switched on. */
  connect(accountId: number): Promise<Integration>;
  /** Stops the service and leaves its file. */
  stop(): Promise<void>;
};

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const DYNAMICS = 'microsoft-dynamics';

/** The whole product as it is composed for customers, on a file of its own, with an emulator behind it. */
export async function dynamicsHouse(
  options: { emulator?: EmulatorOptions; settings?: Record<string, string> } = {},
): Promise<DynamicsHouse> {
  const emulator = await startEmulator(options.emulator);
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-house-'));
  const file = join(folder, 'crm.sqlite');
  const serviceKey = randomBytes(32).toString('base64url');
  const encryptionKey = randomBytes(32).toString('base64');
  const settings = readSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: `file:${file}`,
    ENCRYPTION_KEY: encryptionKey,
    SERVICE_KEYS: serviceKey,
    GOODFUNDS_JWT_PUBLIC_KEY: String(keys.publicKey.export({ type: 'spki', format: 'pem' })),
    DATAVERSE_DEV_ORIGINS: emulator.baseUrl,
    ENTRA_AUTHORITY: emulator.authority,
    ...options.settings,
  });
  const logLines: string[] = [];
  const app = createApp({
    settings,
    providers: createProviders(settings),
    log: createLog('trace', { write: (line: string) => void logLines.push(line) }),
  });
  const server = await startHttpServer(app.handler, settings);
  const metricsServer = settings.metrics && (await startHttpServer(app.metricsHandler, settings.metrics));
  app.start();
  let stopping: Promise<void> | null = null;
  const house: DynamicsHouse = {
    emulator,
    server,
    url: server.url,
    metricsUrl: metricsServer?.url ?? null,
    file,
    serviceKey,
    encryptionKey,
    logLines,
    userToken,
    asUserOf: (accountId) => async (procedure, input) =>
      await plainCaller(server.url, await userToken(accountId))(procedure, input),
    asService: plainCaller(server.url, serviceKey),
    credentials: (changes = {}) => ({
      tenantId: emulator.tenantId,
      clientId: emulator.clientId,
      clientSecret: emulator.clientSecret,
      environmentUrl: emulator.baseUrl,
      ...changes,
    }),
    connect: async (accountId) => {
      const call = house.asUserOf(accountId);
      const { id: integrationId, version } = await dataOf<Integration>(
        call('config.create', { provider: DYNAMICS, credentials: house.credentials() }),
      );
      const mapping = { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } };
      return await dataOf(call('config.update', { integrationId, version, mapping, enabled: true }));
    },
    stop: async () => {
      stopping ??= Promise.all([server.close(5_000), metricsServer?.close(5_000)]).then(
        async () => await app.stop(),
      );
      await stopping;
    },
    [Symbol.asyncDispose]: async () => {
      await house.stop();
      await emulator[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return house;
}

async function userToken(accountId: number): Promise<string> {
  return await new SignJWT({ activeAccountId: accountId, userId: 42 })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('goodfunds.de')
    .setExpirationTime('1h')
    .sign(keys.privateKey);
}
