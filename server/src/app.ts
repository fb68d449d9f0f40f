import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { ServiceContext } from './api/context.ts';
import { rateLimitOf } from './api/rate-limit-rules.ts';
import { createConnections } from './crm/connections.ts';
import { measuredPort } from './crm/measured-port.ts';
import { measuredThrottleStore } from './crm/measured-throttle-store.ts';
import type { CrmProviderDefinition, ProviderContext } from './crm/provider-definition.ts';
import { createProviderRegistry } from './crm/provider-registry.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { metricsHandler } from './http/metrics.ts';
import { createFieldCache } from './integrations/field-cache.ts';
import { resealSecrets } from './integrations/rotate-keys.ts';
import { clearCredentials } from './integrations/stored-secrets.ts';
import { createMaintenance } from './maintenance/retention.ts';
import type { DrainQueue } from './queue/drain-queue.ts';
import { createEmbeddedQueue } from './queue/embedded-queue.ts';
import { type CrashPoint, noCrashPoint } from './runtime/crash-points.ts';
import { createLog, type Log } from './runtime/log.ts';
import { createMetrics } from './runtime/metrics.ts';
import type { Runtime } from './runtime/runtime.ts';
import { systemRuntime } from './runtime/system-runtime.ts';
import { type Authenticate, createAuthenticator } from './security/authenticator.ts';
import { type ClosableEgress, createEgress } from './security/egress/create-egress.ts';
import type { Egress } from './security/egress/egress.ts';
import { measuredEgress } from './security/egress/measured-egress.ts';
import { checkKeyCanary } from './security/key-canary.ts';
import { remoteKeySet } from './security/key-set.ts';
import { createRateLimits, type RateLimits } from './security/rate-limits.ts';
import { createSecretSealer, type SecretSealer } from './security/secret-sealer.ts';
import { recogniseServiceKeys } from './security/service-keys.ts';
import { recogniseUserTokens } from './security/user-tokens.ts';
import type { Settings } from './settings.ts';
import { openStore, type Store } from './store/index.ts';
import type { IntegrationRecord } from './store/integrations.ts';
import type { DrainContext } from './sync/drain/batch.ts';
import { drainIntegration } from './sync/drain/drain.ts';

export { createLog } from './runtime/log.ts';
export type { Settings } from './settings.ts';

export type App = {
  /** Answers HTTP requests: the API, the panel's files, health. */
  handler: RequestListener;
  /** Answers with the metrics, at an address that is not public. */
  metricsHandler: RequestListener;
  /** Begins to drain. */
  start(): void;
  /** Lets the drains commit what they have, then closes everything. */
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
  /** A drain whose process died, or froze, is taken over after this long; half a minute unless told. */
  leaseMs?: number;
};

/** Integrations drained at the same time in this process. */
const DRAINS_AT_ONCE = 4;

const PANEL_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The only composition root. Throws `WrongKeyError` where the encryption key is not that of the database. */
export function createApp({
  settings,
  providers: definitions,
  log = createLog(settings.logLevel),
  runtime = systemRuntime,
  egress: outbound = createEgress({ devOrigins: devOrigins(settings) }),
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
  leaseMs,
}: AppOptions): App {
  const metrics = createMetrics({ process: settings.metrics !== null });
  const egress = measuredEgress(outbound, metrics);
  const sealer = createSecretSealer(
    { current: settings.encryptionKey, previous: settings.previousEncryptionKey },
    runtime.randomness,
  );
  refuseWrongKey(store, sealer);
  const providers = createProviderRegistry(definitions);
  const providerContext: ProviderContext = {
    egress,
    runtime,
    throttleStore: measuredThrottleStore(store.throttles, { metrics, clock: runtime.clock }),
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
    providers,
    providerContext,
    connections,
    fields: createFieldCache({ connections, clock: runtime.clock }),
    sealer,
    runtime,
    openConnection: async (integration) => measuredPort(connections.open(integration), metrics),
  };
  metrics.observe(async () => await store.workMetrics());
  const lease = leaseMs === undefined ? {} : { leaseMs };
  const drain: DrainContext = {
    store,
    clock: runtime.clock,
    openConnection: context.openConnection,
    ...lease,
  };
  const queue = createEmbeddedQueue({
    drain: (taken, signal) => drainIntegration(drain, taken, signal),
    tasks: store.tasks,
    notifications: store.notifications,
    runtime,
    concurrency: DRAINS_AT_ONCE,
    ...lease,
    onError: (error, integrationId) => {
      log.error('drain failed', { error, ...(integrationId && { integrationId }) });
    },
  });

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
      log.error('metrics cannot be shown', { error });
    }),
    start: () => {
      resealing = resealSecrets(store, sealer).then(
        (count) => {
          if (count > 0) log.info('secrets sealed with the current key', { count });
        },
        (error: unknown) => {
          log.error('secrets cannot be opened with the encryption keys that are set', { error });
        },
      );
      maintenance.start();
      queue.start();
    },
    stop: async () => {
      await maintenance.stop();
      await queue.stop();
      await resealing;
      await outbound.close();
      store.close();
    },
    context,
    queue,
  };
}

function refuseWrongKey(store: Store, sealer: SecretSealer): void {
  try {
    checkKeyCanary(store.keyCanary.read(), sealer);
  } catch (error) {
    store.close();
    throw error;
  }
}

function authenticator(
  { serviceKeys, userTokens }: Settings,
  { egress, runtime, log }: { egress: Egress; runtime: Runtime; log: Log },
): Authenticate {
  const key = userTokens.publicKey ?? (userTokens.jwksUrl && remoteKeySet(userTokens.jwksUrl, egress));
  if (!key) throw new Error('neither a public key nor a key set for user tokens is set');
  return createAuthenticator({
    recogniseServiceKey: recogniseServiceKeys(serviceKeys),
    recogniseUserToken: recogniseUserTokens({ key, issuer: userTokens.issuer, clock: runtime.clock }),
    onFailure: (error) => {
      log.error('user tokens cannot be checked', { error });
    },
  });
}

/** Origins of development that the egress lets pass: `environment.ts` accepts them nowhere else. */
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
