import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from '@goodfunds/dataverse-emulator';
import type { Integration } from '@goodfunds/shared';
import { type HttpServer, startHttpServer } from '../../src/http/http-server.ts';
import { createProviders } from '../../src/providers/index.ts';
import { dataOf, type HttpCall, httpClient } from './http-client.ts';
import { createMemoryProvider, type MemoryProvider } from './memory-crm.ts';
import { createService, type Service, type ServiceOptions, testSettings, userToken } from './service.ts';

export const PANEL_ORIGIN = 'https://manager.goodfunds.de';
export const DYNAMICS = 'microsoft-dynamics';

/** The service behind HTTP on a loopback address. */
type RunningApp = Service & {
  server: HttpServer;
  url: string;
  /** Null unless METRICS_PORT is set. */
  metricsUrl: string | null;
  serviceKey: string;
  asService: HttpCall;
  asUserOf(accountId: number): HttpCall;
  userToken: typeof userToken;
};

async function startApp(options: ServiceOptions): Promise<RunningApp> {
  const service = await createService(options);
  const { settings } = service;
  const server = await startHttpServer(service.handler, settings);
  const metricsServer = settings.metrics && (await startHttpServer(service.metricsHandler, settings.metrics));
  service.start();
  const [serviceKey = ''] = settings.serviceKeys;
  const stop = async (): Promise<void> => {
    await Promise.all([server.close(5_000), metricsServer?.close(5_000)]);
    await service.stop();
  };
  return {
    ...service,
    server,
    url: server.url,
    metricsUrl: metricsServer?.url ?? null,
    serviceKey,
    asService: httpClient(server.url, serviceKey),
    asUserOf: (accountId) => async (procedure, input) =>
      await httpClient(server.url, await userToken(accountId))(procedure, input),
    userToken,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await service[Symbol.asyncDispose]();
    },
  };
}

export type MemoryApp = RunningApp & {
  provider: MemoryProvider;
  /** A second provider, of another id. */
  otherProvider: MemoryProvider;
  /** Empty; contains what the test writes. */
  panelFolder: string;
};

/** The app with two CRMs in memory, for tests of what all providers share. */
export async function startMemoryApp(options: Partial<ServiceOptions> = {}): Promise<MemoryApp> {
  const [provider, otherProvider] = [createMemoryProvider(), createMemoryProvider('other')];
  const panelFolder = await mkdtemp(join(tmpdir(), 'goodfunds-panel-'));
  const app = await startApp({
    providers: [provider, otherProvider],
    panelFolder,
    environment: { ALLOWED_ORIGINS: PANEL_ORIGIN },
    ...options,
  });
  return {
    ...app,
    provider,
    otherProvider,
    panelFolder,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await rm(panelFolder, { recursive: true, force: true });
    },
  };
}

export type DynamicsApp = RunningApp & {
  emulator: Emulator;
  /** Credentials that the emulator accepts, with changes. */
  credentials(changes?: Record<string, string | null>): Record<string, string | null>;
  /** Creates an integration and enables it. */
  connect(accountId: number): Promise<Integration>;
};

/** The app as customers run it, with an emulator of its own. */
export async function startDynamicsApp(
  options: { emulator?: EmulatorOptions; environment?: Record<string, string> } = {},
): Promise<DynamicsApp> {
  const emulator = await startEmulator(options.emulator);
  const app = await startDynamicsAppOn(emulator, options.environment);
  return {
    ...app,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await emulator[Symbol.asyncDispose]();
    },
  };
}

/** Keeps the emulator when the app is disposed of. */
export async function startDynamicsAppOn(
  emulator: Emulator,
  environment: Record<string, string> = {},
): Promise<DynamicsApp> {
  const origins = { DATAVERSE_DEV_ORIGINS: emulator.baseUrl, ENTRA_AUTHORITY: emulator.authority };
  const app = await startApp({
    environment: { ...origins, ...environment },
    providers: createProviders(testSettings(origins)),
  });
  const credentials: DynamicsApp['credentials'] = (changes = {}) => ({
    tenantId: emulator.tenantId,
    clientId: emulator.clientId,
    clientSecret: emulator.clientSecret,
    environmentUrl: emulator.baseUrl,
    ...changes,
  });
  return {
    ...app,
    emulator,
    credentials,
    connect: async (accountId) => {
      const call = app.asUserOf(accountId);
      const { id: integrationId, version } = await dataOf<Integration>(
        call('config.create', { provider: DYNAMICS, credentials: credentials() }),
      );
      const mapping = { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } };
      return await dataOf(call('config.update', { integrationId, version, mapping, enabled: true }));
    },
  };
}
