import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { ServiceContext } from './api/context.ts';
import { rateLimitOf } from './api/rate-limit-rules.ts';
import { createConnections } from './crm/connections.ts';
import type { CrmProviderDefinition, ProviderContext } from './crm/provider-definition.ts';
import { createProviderRegistry } from './crm/provider-registry.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { metricsHandler } from './http/metrics.ts';
import { createFieldCache } from './integrations/field-cache.ts';
import { loadMemoryKey } from './integrations/memory-key.ts';
import { resealSecrets } from './integrations/rotate-keys.ts';
import { clearCredentials } from './integrations/stored-secrets.ts';
import { createMaintenance } from './maintenance/retention.ts';
import type { DrainQueue } from './queue/drain-queue.ts';
import { createEmbeddedQueue } from './queue/embedded-queue.ts';
import { type CrashPoint, noCrashPoint } from './runtime/crash-points.ts';
import { createLog, type Log } from './runtime/log.ts';
import { createMetrics } from './runtime/metrics.ts';
import type { Randomness, Runtime } from './runtime/runtime.ts';
import { systemRuntime } from './runtime/system-runtime.ts';
import { LEASE_MS } from './runtime/timeouts.ts';
import { type Authenticate, createAuthenticator } from './security/authenticator.ts';
import { type ClosableEgress, createEgress } from './security/egress/create-egress.ts';
import type { Egress } from './security/egress/egress.ts';
import { checkKeyCanary } from './security/key-canary.ts';
import { remoteKeySet } from './security/key-set.ts';
import { createRateLimits, type RateLimits } from './security/rate-limits.ts';
import { createSecretSealer, type SecretSealer } from './security/secret-sealer.ts';
import type { Settings } from './settings.ts';
import { openStore, type Store } from './store/index.ts';
import type { IntegrationRecord } from './store/integrations.ts';
import type { DrainContext } from './sync/drain/batch.ts';
import { drainIntegration } from './sync/drain/drain.ts';
import { createScheduler } from './sync/scheduler.ts';

export { createLog } from './runtime/log.ts';
export type { Settings } from './settings.ts';

export type App = {
  /** Serves the API, the files of the panel, the guides and health. */
  handler: RequestListener;
  /** Serves the metrics, on an address that is not public. */
  metricsHandler: RequestListener;
  /** Starts draining and maintenance. */
  start(): void;
  /** Lets the drains commit their batches, then closes everything. */
  stop(): Promise<void>;
  /** What the routers hand to the functions of `integrations/` and `sync/`. */
  context: ServiceContext;
  queue: DrainQueue;
};

export type AppOptions = {
  settings: Settings;
  providers: readonly CrmProviderDefinition[];
  log?: Log;
  runtime?: Runtime;
  /** Sends the outbound requests. */
  egress?: ClosableEgress;
  /** Opened on DATABASE_URL by default. `stop` closes it. */
  store?: Store;
  rateLimits?: RateLimits;
  /** The folder of the built panel. */
  panelFolder?: string;
  crashPoint?: CrashPoint;
  /** Another process takes over the drain of a dead one after this time; 30 seconds by default. */
  leaseMs?: number;
};

const PANEL_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The only composition root. Rejects with `WrongKeyError` where the encryption key is not that of the database. */
export async function createApp({
  settings,
  providers: definitions,
  log = createLog(settings.logLevel),
  runtime = systemRuntime,
  egress = createEgress({ devOrigins: devOrigins(settings) }),
  crashPoint = noCrashPoint,
  store = openStore({
    databaseUrl: settings.databaseUrl,
    clock: runtime.clock,
    crashPoint,
    onUnavailable: (error) => {
      log.error('the database cannot be written', { error });
    },
  }),
  rateLimits = createRateLimits(rateLimitOf),
  panelFolder = PANEL_FOLDER,
  leaseMs = LEASE_MS,
}: AppOptions): Promise<App> {
  const metrics = createMetrics({ process: settings.metrics !== null });
  const sealer = createSecretSealer(
    { current: settings.encryptionKey, previous: settings.previousEncryptionKey },
    runtime.randomness,
  );
  const memoryKey = await openKeys(store, sealer, runtime.randomness);
  const providers = createProviderRegistry(definitions);
  const providerContext: ProviderContext = {
    egress,
    runtime,
    throttleStore: {
      blockedUntil: store.throttles.blockedUntil,
      block: async (key, untilMs) => {
        const knownUntilMs = (await store.throttles.blockedUntil(key)) ?? runtime.clock.now();
        await store.throttles.block(key, untilMs);
        metrics.throttled(untilMs - knownUntilMs);
      },
      clear: store.throttles.clear,
    },
    countTokenRequest: metrics.tokenRequest,
    log: (entry) => {
      log.info('crm request', entry);
      metrics.crmRequest(entry);
    },
  };
  const connections = createConnections<IntegrationRecord>({
    providers,
    context: providerContext,
    credentialsOf: (integration) => clearCredentials(sealer, integration),
  });
  const context: ServiceContext = {
    store,
    memoryKey,
    providers,
    providerContext,
    connections,
    fields: createFieldCache(connections, runtime.clock),
    sealer,
    runtime,
  };
  metrics.observe(async () => await store.workMetrics());
  const drain: DrainContext = { store, clock: runtime.clock, memoryKey, connections, metrics, leaseMs };
  const queue = createEmbeddedQueue({
    drain: (taken, signal) => drainIntegration(drain, taken, signal),
    tasks: store.tasks,
    notifications: store.notifications,
    runtime,
    leaseMs,
    onError: (error, integrationId) => {
      log.error('drain failed', { error, ...(integrationId && { integrationId }) });
    },
  });

  const scheduler = createScheduler({ schedules: store.schedules, runtime, log });
  const maintenance = createMaintenance({ retention: store.retention, clock: runtime.clock, log });

  let resealing: Promise<void> | null = null;

  return {
    handler: createHttpApp({
      service: context,
      authenticate: authenticator(settings, { egress, runtime, log }),
      rateLimits,
      readiness: async () => ({ store: await answers(store), queue: queue.isRunning() }),
      runtime,
      log,
      metrics,
      allowedOrigins: settings.allowedOrigins,
      panelFolder,
    }),
    metricsHandler: metricsHandler(metrics, (error) => {
      log.error('metrics cannot be rendered', { error });
    }),
    start: () => {
      resealing = resealSecrets(store, sealer).then(
        (count) => {
          if (count > 0) log.info('secrets resealed with the current key', { count });
        },
        (error: unknown) => {
          log.error('secrets cannot be opened with the encryption keys that are set', { error });
        },
      );
      maintenance.start();
      scheduler.start();
      queue.start();
    },
    stop: async () => {
      await maintenance.stop();
      await scheduler.stop();
      await queue.stop();
      await resealing;
      await egress.close();
      await store.close();
    },
    context,
    queue,
  };
}

/** Checks the encryption key, and returns the key of what links remember. */
async function openKeys(store: Store, sealer: SecretSealer, randomness: Randomness): Promise<string> {
  try {
    checkKeyCanary(await store.keyCanary.read(), sealer);
    return await loadMemoryKey(store, sealer, randomness);
  } catch (error) {
    await store.close();
    throw error;
  }
}

function authenticator(
  { serviceKeys, userTokens }: Settings,
  { egress, runtime, log }: { egress: Egress; runtime: Runtime; log: Log },
): Authenticate {
  const { clock } = runtime;
  const { issuer, jwksUrl: url } = userTokens;
  const key = userTokens.publicKey ?? (url && remoteKeySet({ url, egress, clock, log }));
  if (!key) throw new Error('neither a public key nor a key set for user tokens is configured');
  return createAuthenticator({ serviceKeys, userTokens: { key, issuer, clock } });
}

/** Origins that the egress accepts in development; `settings.ts` refuses them in production. */
function devOrigins({ development, dataverseDevOrigins, entraAuthority, userTokens }: Settings): string[] {
  const keySet = development && userTokens.jwksUrl ? [userTokens.jwksUrl.origin] : [];
  return [...dataverseDevOrigins, ...(entraAuthority ? [entraAuthority] : []), ...keySet];
}

async function answers(store: Store): Promise<boolean> {
  return await store.ping().then(
    () => true,
    () => false,
  );
}
