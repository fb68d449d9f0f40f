import type { ContactOutcome, CrmIntegrationPort, Pause } from '@goodfunds/shared';
import { IntegrationError, NonRetryableIntegrationError } from '../../crm/integration-error.ts';
import { LEASE_MS, type Lease, type TaskRelease } from '../../queue/drain-queue.ts';
import type { Clock } from '../../runtime/runtime.ts';
import type { ClaimedItem, Settlement } from '../../store/commit-batch.ts';
import type { Store } from '../../store/index.ts';
import type { IntegrationRecord } from '../../store/integrations.ts';
import { hashSettings } from '../settings-hash.ts';
import { decidePause } from './pause.ts';

export type DrainDependencies = {
  store: Store;
  clock: Clock;
  /** The open connection of an integration as it is configured now. */
  openConnection: (integration: IntegrationRecord) => Promise<CrmIntegrationPort>;
  leaseMs?: number;
};

export type BegunBatch =
  /** On its way. When it has ended, all is committed. */
  | { kind: 'BEGUN'; ended: Promise<EndedBatch> }
  /** Contacts became items; now there may be something to claim. */
  | { kind: 'EXPANDED' }
  /** Everything pending waits for a batch that is under way, or there is nothing at all. */
  | { kind: 'NOTHING_FREE' }
  | StoppedBatch;

type EndedBatch = { kind: 'SETTLED'; outcomes: readonly ContactOutcome[] } | StoppedBatch;

/** The drain has to stop. */
type StoppedBatch = { kind: 'STOP'; release: TaskRelease };

/** Contacts claimed, and handed to the provider, at once. */
const BATCH_SIZE = 1_000;
/** Stored contacts looked at, to make items of them, at once. */
const EXPAND_SIZE = 5_000;

/** A lease that is renewed every third of its time has certainly more than this left. */
const CERTAIN_SHARE = 0.6;

const DONE: TaskRelease = { kind: 'DONE' };

type Stretch = {
  lease: Lease;
  integration: IntegrationRecord;
  port: CrmIntegrationPort;
  environmentId: string;
  settingsHash: string;
  signal: AbortSignal;
};

/** Claims pending items by the integration's settings of this moment and sends them on their way. */
export async function beginBatch(
  dependencies: DrainDependencies,
  lease: Lease,
  signal: AbortSignal,
): Promise<BegunBatch> {
  const { store } = dependencies;
  const integration = await store.drains.begin(lease);
  if (!integration?.enabled) return { kind: 'STOP', release: DONE };
  if (await store.drains.isIdle(lease)) return { kind: 'NOTHING_FREE' };
  try {
    const stretch = await connect(dependencies, lease, integration, signal);
    const claimed = await store.drains.claim(lease, BATCH_SIZE);
    if (claimed === null) return { kind: 'STOP', release: DONE };
    if (claimed.length > 0) return { kind: 'BEGUN', ended: bringIntoCrm(dependencies, stretch, claimed) };
    const { environmentId, settingsHash } = stretch;
    const looked = await store.drains.expand(lease, { environmentId, settingsHash, limit: EXPAND_SIZE });
    return { kind: looked ? 'EXPANDED' : 'NOTHING_FREE' };
  } catch (error) {
    const release = await stop(dependencies, { lease, integration, settlement: null, error, signal });
    return { kind: 'STOP', release };
  }
}

async function connect(
  { store, openConnection }: DrainDependencies,
  lease: Lease,
  integration: IntegrationRecord,
  signal: AbortSignal,
): Promise<Stretch> {
  const port = await openConnection(integration);
  const environmentId = await port.getEnvironmentId(signal);
  if (integration.environmentId !== environmentId) {
    const recorded = await store.integrations.recordEnvironment(integration.id, environmentId);
    if (!recorded) throw new NonRetryableIntegrationError({ code: 'ENVIRONMENT_IN_USE' });
  }
  return { lease, integration, port, environmentId, settingsHash: hashSettings(integration), signal };
}

async function bringIntoCrm(
  dependencies: DrainDependencies,
  stretch: Stretch,
  claimed: readonly ClaimedItem[],
): Promise<EndedBatch> {
  const { store, leaseMs = LEASE_MS } = dependencies;
  const { lease, integration, environmentId, settingsHash, signal } = stretch;
  const settlement = (outcomes: readonly ContactOutcome[]): Settlement => ({
    environmentId,
    settingsHash,
    claimed,
    outcomes,
  });
  try {
    const outcomes = await stretch.port.createOrUpdateContacts(
      claimed.map((item) => item.contact),
      {
        accountId: integration.accountId,
        mapping: integration.mapping,
        strategy: integration.strategy,
        onAmbiguousMatch: integration.onAmbiguousMatch,
        onDeletedInCrm: integration.onDeletedInCrm,
        directory: store.links.directory(integration.accountId),
        dryRun: false,
        // Another process may have taken over: nothing older is written over what that one has written since.
        canStart: (timeoutMs) => store.tasks.msLeft(lease) >= Math.min(timeoutMs, leaseMs * CERTAIN_SHARE),
      },
      signal,
    );
    if ((await store.drains.commit(lease, settlement(outcomes))) === null) {
      return { kind: 'STOP', release: DONE };
    }
    if (integration.status.status !== 'UP') await noteStatus(dependencies, integration, 'UP', null);
    return { kind: 'SETTLED', outcomes };
  } catch (error) {
    const reached = settlement(error instanceof IntegrationError ? error.settled : []);
    const release = await stop(dependencies, { lease, integration, settlement: reached, error, signal });
    return { kind: 'STOP', release };
  }
}

/** Keeps what was reached and decides when to come back. */
async function stop(
  dependencies: DrainDependencies,
  stopped: {
    lease: Lease;
    integration: IntegrationRecord;
    settlement: Settlement | null;
    error: unknown;
    signal: AbortSignal;
  },
): Promise<TaskRelease> {
  const { store, clock } = dependencies;
  const { lease, integration, settlement, error, signal } = stopped;
  const isCancelled = error instanceof IntegrationError && error.code === 'CANCELLED';
  if (signal.aborted || isCancelled) {
    if (settlement) await store.drains.commit(lease, settlement);
    return { kind: 'MORE' };
  }
  if (!(error instanceof IntegrationError)) throw error;
  const pause = decidePause(error, await store.drains.failures(lease), clock.now());
  const suspended = await store.drains.suspend(lease, settlement, pause, integration.version);
  if (suspended === null) return DONE;
  if (suspended === 'OUTDATED') return { kind: 'MORE' };
  if (pause.reason === 'RECONNECT') await noteStatus(dependencies, integration, 'DOWN', pause.code);
  return DONE;
}

/** So that the host sees the state of the connection without a test. */
async function noteStatus(
  { store, clock }: DrainDependencies,
  integration: IntegrationRecord,
  status: 'UP' | 'DOWN',
  code: Pause['code'],
): Promise<void> {
  const checkedAt = new Date(clock.now()).toISOString();
  await store.integrations.recordStatus(integration.id, { status, code, checkedAt }, []);
}
