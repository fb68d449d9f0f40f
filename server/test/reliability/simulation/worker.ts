import { sql } from 'drizzle-orm';
import { createConnections } from '../../../src/crm/connections.ts';
import type { ProviderContext } from '../../../src/crm/provider-definition.ts';
import { createProviderRegistry } from '../../../src/crm/provider-registry.ts';
import { createIntegrationUseCases } from '../../../src/integrations/create-integration-use-cases.ts';
import { createFieldCache } from '../../../src/integrations/field-cache.ts';
import type { IntegrationUseCases } from '../../../src/integrations/integration-use-cases.ts';
import { clearCredentials } from '../../../src/integrations/stored-secrets.ts';
import { createMicrosoftDynamicsProvider } from '../../../src/providers/microsoft-dynamics/index.ts';
import { type Drain, LEASE_MS, type Lease, type TaskRelease } from '../../../src/queue/drain-queue.ts';
import type { Clock, Runtime } from '../../../src/runtime/runtime.ts';
import type { ClosableEgress } from '../../../src/security/egress/create-egress.ts';
import { createSecretSealer } from '../../../src/security/secret-sealer.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import type { IntegrationRecord } from '../../../src/store/integrations.ts';
import { openDatabase } from '../../../src/store/sqlite/open.ts';
import type { Database } from '../../../src/store/sqlite/queries.ts';
import { createSyncUseCases } from '../../../src/sync/create-sync-use-cases.ts';
import { drainIntegration } from '../../../src/sync/drain/drain.ts';
import type { SyncUseCases } from '../../../src/sync/sync-use-cases.ts';
import { crashingEgress, type RemoteStep, remoteStep } from '../support/crashing-egress.ts';
import { fullDiskSwitch } from '../support/full-disk.ts';
import type { Environments } from './environments.ts';

/** One process of the service, which can die and freeze. */
export type Worker = {
  name: string;
  store: Store;
  sync: SyncUseCases;
  integrations: IntegrationUseCases;
  /** It dies at the nth crash point from now; `null`: it lives. */
  dieAfter(points: number | null): void;
  isDead(): boolean;
  /** The nth request from now is held back until it thaws; of all, or of those of one kind. */
  freezeAt(requests: number, kind?: RemoteStep): void;
  isFrozen(): boolean;
  /** Lets it go on, and waits for the drain that was held up. */
  thaw(): Promise<void>;
  setDiskFull(full: boolean): void;
  /** Drains one integration, if one is due. What it rejects with is nobody's plan. */
  drainOnce(): Promise<boolean>;
  close(): Promise<void>;
};

export type WorkerParts = {
  name: string;
  databaseUrl: string;
  environments: Environments;
  runtime: Runtime;
  log: (entry: unknown) => void;
};

class SimulatedCrash extends Error {}

export function startWorker({ name, databaseUrl, environments, runtime, log }: WorkerParts): Worker {
  const life = createLife();
  let database: Database | null = null;
  let held: Lease | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  // Waiting is over at once, and a drain that waits keeps its lease meanwhile, as the queue's heartbeat does.
  const clock: Clock = {
    now: () => runtime.clock.now(),
    sleep: async (durationMs, signal) => {
      if (held && !life.isDead()) await store.tasks.renew(held, LEASE_MS);
      await runtime.clock.sleep(durationMs, signal);
      if (held && !life.isDead()) await store.tasks.renew(held, LEASE_MS);
    },
  };
  const store = openStore({
    databaseUrl,
    clock,
    crashPoint: life.crashPoint,
    open: (url) => {
      const opened = openDatabase(url);
      database = opened.database;
      database.run(sql`pragma synchronous = off`);
      return opened;
    },
  });
  const providers = createProviderRegistry([
    createMicrosoftDynamicsProvider({
      devOrigins: environments.emulators.map(({ baseUrl }) => baseUrl),
      entraAuthority: environments.authority,
    }),
  ]);
  const providerContext: ProviderContext = {
    egress: life.egress(environments.egress),
    runtime: { ...runtime, clock },
    throttleStore: store.throttles,
    log,
  };
  const sealer = createSecretSealer(
    { current: new Uint8Array(32).fill(7), previous: null },
    runtime.randomness,
  );
  const connections = createConnections<IntegrationRecord>({
    providers,
    context: providerContext,
    credentialsOf: (integration) => clearCredentials(sealer, integration),
  });
  const openConnection = async (integration: IntegrationRecord) => connections.open(integration);
  const drain: Drain = (lease, signal) => drainIntegration({ store, clock, openConnection }, lease, signal);

  const work = async (lease: Lease): Promise<void> => {
    held = lease;
    const release = await drain(lease, new AbortController().signal).catch((error: unknown): TaskRelease => {
      if (!isPlanned(error)) throw error;
      return { kind: 'PARKED', untilMs: clock.now() + 5_000 };
    });
    held = null;
    await store.tasks.release(lease, release);
  };

  return {
    name,
    store,
    sync: createSyncUseCases({ store, runtime: { ...runtime, clock }, openConnection }),
    integrations: createIntegrationUseCases({
      store,
      providers,
      providerContext,
      connections,
      fields: createFieldCache({ connections, clock }),
      sealer,
      runtime: { ...runtime, clock },
    }),
    dieAfter: life.dieAfter,
    isDead: life.isDead,
    freezeAt: life.freezeAt,
    isFrozen: life.isFrozen,
    thaw: async () => {
      life.thaw();
      await underWay;
    },
    setDiskFull: (full) => {
      if (database) fullDiskSwitch(database, full);
    },
    drainOnce: async () => {
      const lease = await store.tasks.acquire(name, LEASE_MS);
      if (!lease) {
        life.freezeAt(null);
        return false;
      }
      underWay = work(lease).finally(() => {
        held = null;
      });
      await Promise.race([underWay, life.frozen()]);
      life.freezeAt(null);
      // Whoever is held up may fail later, when it is waited for.
      underWay.catch(() => undefined);
      return true;
    },
    close: async () => {
      life.thaw();
      await underWay.catch(() => undefined);
      store.close();
    },
  };
}

/** A crash, and a file that takes nothing. */
export function isPlanned(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof SimulatedCrash) return true;
    if ('code' in cause && cause.code === 'UNAVAILABLE') return true;
  }
  return false;
}

function createLife() {
  let pointsLeft: number | null = null;
  let dead = false;
  let requestsLeft: number | null = null;
  let heldKind: RemoteStep | null = null;
  let gate: PromiseWithResolvers<void> | null = null;
  let froze = Promise.withResolvers<void>();

  /** Whoever is dead comes past no point any more: nothing durable happens, and nothing leaves. */
  const crashPoint = (): void => {
    if (pointsLeft !== null && !dead) {
      pointsLeft -= 1;
      dead = pointsLeft <= 0;
    }
    if (dead) throw new SimulatedCrash();
  };
  return {
    crashPoint,
    isDead: () => dead,
    dieAfter: (points: number | null) => {
      pointsLeft = points;
    },
    freezeAt: (requests: number | null, kind: RemoteStep | null = null) => {
      requestsLeft = requests;
      heldKind = kind;
    },
    isFrozen: () => gate !== null,
    frozen: async () => {
      await froze.promise;
    },
    thaw: () => {
      requestsLeft = null;
      gate?.resolve();
      gate = null;
      froze = Promise.withResolvers();
    },
    egress: (egress: ClosableEgress): ClosableEgress => {
      const crashing = crashingEgress(egress, crashPoint);
      return {
        ...egress,
        request: async (request) => {
          if (requestsLeft !== null && (heldKind === null || heldKind === remoteStep(request))) {
            requestsLeft -= 1;
            if (requestsLeft <= 0) {
              requestsLeft = null;
              gate = Promise.withResolvers();
              froze.resolve();
              await gate.promise;
            }
          }
          return await crashing.request(request);
        },
      };
    },
  };
}
