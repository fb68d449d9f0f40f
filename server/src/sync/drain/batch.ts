import type { ContactOutcome, CrmIntegrationPort, Pause } from '@goodfunds/shared';
import type { Connections } from '../../crm/connections.ts';
import { IntegrationError, NonRetryableIntegrationError } from '../../crm/integration-error.ts';
import type { Lease, TaskRelease } from '../../queue/drain-queue.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import type { Clock } from '../../runtime/runtime.ts';
import { CERTAIN_LEASE_SHARE } from '../../runtime/timeouts.ts';
import type { BatchResult, ClaimedItem } from '../../store/commit-batch.ts';
import type { Store } from '../../store/index.ts';
import type { IntegrationRecord } from '../../store/integrations.ts';
import { hashSettings } from '../settings-hash.ts';
import { decidePause } from './pause.ts';

export type DrainContext = {
  store: Store;
  clock: Clock;
  connections: Pick<Connections<IntegrationRecord>, 'open'>;
  metrics: Pick<Metrics, 'itemsEnded'>;
  leaseMs: number;
};

/** The time of the next drain follows from the pauses of the runs. */
export type DrainEnd = Exclude<TaskRelease, { kind: 'PARKED' }>;

export type BatchStart =
  /** `finished` resolves once all is committed; with a release if the drain has to stop. */
  | { kind: 'STARTED'; finished: Promise<DrainEnd | null> }
  /** Contacts became items that can now be claimed. */
  | { kind: 'EXPANDED' }
  /** All pending items wait for a batch in flight, or there are none. */
  | { kind: 'NOTHING_CLAIMABLE' }
  | { kind: 'STOP'; release: DrainEnd };

/** What a batch needs to know of its drain. */
type BatchContext = DrainContext & { lease: Lease; signal: AbortSignal; integration: IntegrationRecord };

type Target = { port: CrmIntegrationPort; environmentId: string; settingsHash: string };

/** Stored contacts that are made items in one transaction. */
export const MAX_EXPANDED_CONTACTS = 5_000;

export const DONE: DrainEnd = { kind: 'DONE' };
export const MORE: DrainEnd = { kind: 'MORE' };

/** Claims pending items by the integration's current settings and hands them to the provider. */
export async function startBatch(
  drain: DrainContext,
  lease: Lease,
  signal: AbortSignal,
): Promise<BatchStart> {
  const { drains } = drain.store;
  const integration = await drains.begin(lease);
  if (!integration?.enabled) return { kind: 'STOP', release: DONE };
  if (await drains.isIdle(lease)) return { kind: 'NOTHING_CLAIMABLE' };
  const context: BatchContext = { ...drain, lease, signal, integration };
  try {
    const target = await connect(context);
    const claimed = await drains.claim(lease);
    if (claimed === null) return { kind: 'STOP', release: DONE };
    if (claimed.length > 0) return { kind: 'STARTED', finished: syncBatch(context, target, claimed) };
    const { environmentId, settingsHash } = target;
    const scope = { environmentId, settingsHash, limit: MAX_EXPANDED_CONTACTS };
    const expanded = await drains.expand(lease, scope);
    return { kind: expanded ? 'EXPANDED' : 'NOTHING_CLAIMABLE' };
  } catch (error) {
    return { kind: 'STOP', release: await stop(context, null, error) };
  }
}

async function connect({ store, connections, integration, signal }: BatchContext): Promise<Target> {
  const port = connections.open(integration);
  const environmentId = await port.getEnvironmentId(signal);
  if (integration.environmentId !== environmentId) {
    const recorded = await store.integrations.recordEnvironment(integration.id, environmentId);
    if (!recorded) throw new NonRetryableIntegrationError({ code: 'ENVIRONMENT_IN_USE' });
  }
  return { port, environmentId, settingsHash: hashSettings(integration) };
}

async function syncBatch(
  context: BatchContext,
  { port, environmentId, settingsHash }: Target,
  claimed: readonly ClaimedItem[],
): Promise<DrainEnd | null> {
  const { store, lease, integration, leaseMs } = context;
  const batch = (outcomes: readonly ContactOutcome[]): BatchResult => {
    return { environmentId, settingsHash, claimed, outcomes };
  };
  try {
    const outcomes = await port.createOrUpdateContacts(
      claimed.map((item) => item.contact),
      {
        accountId: integration.accountId,
        mapping: integration.mapping,
        strategy: integration.strategy,
        onAmbiguousMatch: integration.onAmbiguousMatch,
        onDeletedInCrm: integration.onDeletedInCrm,
        directory: store.links.directory(integration.accountId),
        dryRun: false,
        // Another process can have taken over: what it has written since must not be overwritten by older content.
        canStart: async (timeoutMs) =>
          (await store.tasks.msLeft(lease)) >= Math.min(timeoutMs, leaseMs * CERTAIN_LEASE_SHARE),
      },
      context.signal,
    );
    if (!(await commit(context, batch(outcomes)))) return DONE;
    if (integration.status.status !== 'UP') await recordStatus(context, 'UP', null);
    return null;
  } catch (error) {
    return await stop(context, batch(error instanceof IntegrationError ? error.resolved : []), error);
  }
}

/** Commits the outcomes reached so far and decides when the drain continues. */
async function stop(context: BatchContext, batch: BatchResult | null, error: unknown): Promise<DrainEnd> {
  const { store, clock, lease, signal, integration } = context;
  const isCancelled = error instanceof IntegrationError && error.code === 'CANCELLED';
  if (signal.aborted || isCancelled) {
    if (batch) await commit(context, batch);
    return MORE;
  }
  if (!(error instanceof IntegrationError)) throw error;
  const pause = decidePause(error, await store.drains.failures(lease), clock.now());
  const suspended = await store.drains.suspend(lease, batch, pause, integration.version);
  if (suspended === null) return DONE;
  if (batch) countOutcomes(context, batch);
  if (suspended === 'OUTDATED') return MORE;
  if (pause.reason === 'RECONNECT') await recordStatus(context, 'DOWN', pause.code);
  return DONE;
}

/** Returns `false` if the lease is lost. */
async function commit(context: BatchContext, batch: BatchResult): Promise<boolean> {
  const committed = await context.store.drains.commit(context.lease, batch);
  if (committed) countOutcomes(context, batch);
  return committed === true;
}

function countOutcomes({ metrics }: BatchContext, { outcomes }: BatchResult): void {
  metrics.itemsEnded(outcomes.map(({ outcome }) => outcome));
}

/** So that the host sees the state of the connection without a test. */
async function recordStatus(
  { store, clock, integration }: BatchContext,
  status: 'UP' | 'DOWN',
  code: Pause['code'],
): Promise<void> {
  const checkedAt = new Date(clock.now()).toISOString();
  await store.integrations.recordStatus(integration.id, { status, code, checkedAt }, []);
}
