import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { rateLimitOf } from '../../src/api/rate-limit-rules.ts';
import { createConnections } from '../../src/crm/connections.ts';
import type { ProviderContext } from '../../src/crm/provider-definition.ts';
import { createProviderRegistry } from '../../src/crm/provider-registry.ts';
import { createHttpApp } from '../../src/http/create-http-app.ts';
import { type HttpServer, startHttpServer } from '../../src/http/http-server.ts';
import { createFieldCache } from '../../src/integrations/field-cache.ts';
import { clearCredentials } from '../../src/integrations/stored-secrets.ts';
import { createEmbeddedQueue } from '../../src/queue/embedded-queue.ts';
import { createLog } from '../../src/runtime/log.ts';
import { createMetrics } from '../../src/runtime/metrics.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { createAuthenticator } from '../../src/security/authenticator.ts';
import { createEgress } from '../../src/security/egress/create-egress.ts';
import { createRateLimits, type RateLimit } from '../../src/security/rate-limits.ts';
import { createSecretSealer } from '../../src/security/secret-sealer.ts';
import type { IntegrationRecord } from '../../src/store/integrations.ts';
import { drainIntegration } from '../../src/sync/drain/drain.ts';
import { createMemoryProvider, type MemoryProvider } from './memory-provider.ts';
import { type PlainCall, plainCaller } from './plain-calls.ts';
import { type TemporaryStore, temporaryStore } from './temporary-store.ts';

export const PANEL_ORIGIN = 'https://manager.goodfunds.de';

export type HttpHouse = TemporaryStore & {
  server: HttpServer;
  url: string;
  provider: MemoryProvider;
  /** A second one, to tell two providers apart. */
  otherProvider: MemoryProvider;
  serviceKey: string;
  asService: PlainCall;
  asUserOf(accountId: number): PlainCall;
  userToken(accountId: number, expires?: string): Promise<string>;
  logLines: string[];
  panelFolder: string;
  parts: Record<string, boolean>;
  readiness: () => Promise<Record<string, boolean>>;
};

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SERVICE_KEY = 'service-key-for-tests-with-enough-characters';

/** The whole service on a loopback address, with a real store and a CRM in memory. */
export async function httpHouse({
  limitOf = rateLimitOf,
  mostStreams,
}: {
  limitOf?: (procedure: string) => RateLimit;
  mostStreams?: number;
} = {}): Promise<HttpHouse> {
  const runtime = systemRuntime;
  const file = await temporaryStore(runtime.clock);
  const { store } = file;
  const [provider, otherProvider] = [createMemoryProvider(), createMemoryProvider('other')];
  const providers = createProviderRegistry([provider, otherProvider]);
  const logLines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void logLines.push(line) });
  const sealer = createSecretSealer(
    { current: runtime.randomness.bytes(32), previous: null },
    runtime.randomness,
  );
  const metrics = createMetrics({ process: false });
  const egress = createEgress({ devOrigins: [] });
  const providerContext: ProviderContext = { egress, runtime, throttleStore: store.throttles, log: () => {} };
  const connections = createConnections<IntegrationRecord>({
    providers,
    context: providerContext,
    credentialsOf: (integration) => clearCredentials(sealer, integration),
    metrics,
  });
  const drain = { store, clock: runtime.clock, connections };
  const queue = createEmbeddedQueue({
    drain: (lease, signal) => drainIntegration(drain, lease, signal),
    tasks: store.tasks,
    notifications: store.notifications,
    runtime,
    concurrency: 2,
    onError: (error) => log.error('drain failed', { error }),
  });
  queue.start();
  const parts = { store: true, queue: true };
  const panelFolder = await mkdtemp(join(tmpdir(), 'goodfunds-panel-'));
  const server = await startHttpServer(
    createHttpApp({
      service: {
        store,
        providers,
        providerContext,
        connections,
        fields: createFieldCache({ connections, clock: runtime.clock }),
        sealer,
        runtime,
      },
      authenticate: createAuthenticator({
        serviceKeys: [SERVICE_KEY],
        userTokens: { key: keys.publicKey, issuer: 'goodfunds.de', clock: runtime.clock },
        onFailure: (error) => log.warn('users cannot be recognised', { error }),
      }),
      rateLimits: createRateLimits(limitOf, mostStreams),
      readiness: async () => await house.readiness(),
      runtime,
      log,
      metrics,
      allowedOrigins: [PANEL_ORIGIN],
      panelFolder,
    }),
    { host: '127.0.0.1', port: 0 },
  );
  const house: HttpHouse = {
    ...file,
    server,
    url: server.url,
    provider,
    otherProvider,
    serviceKey: SERVICE_KEY,
    asService: plainCaller(server.url, SERVICE_KEY),
    asUserOf: (accountId) => async (procedure, input) =>
      await plainCaller(server.url, await userToken(accountId))(procedure, input),
    userToken,
    logLines,
    panelFolder,
    parts,
    readiness: async () => parts,
    [Symbol.asyncDispose]: async () => {
      await server.close(1_000);
      await queue.stop();
      await egress.close();
      await file[Symbol.asyncDispose]();
      await rm(panelFolder, { recursive: true, force: true });
    },
  };
  return house;
}

async function userToken(accountId: number, expires = '1h'): Promise<string> {
  return await new SignJWT({ activeAccountId: accountId, userId: 42, fullName: 'Anna Muster' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('goodfunds.de')
    .setSubject('anna')
    .setExpirationTime(expires)
    .sign(keys.privateKey);
}
