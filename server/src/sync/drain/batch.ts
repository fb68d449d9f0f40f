import { type ContactOutcome, type CrmIntegrationPort, type Pause, pickSyncRules } from '@goodfunds/shared';
import type { Connections } from '../../crm/connections.ts';
import {
  IntegrationError,
  NonRetryableIntegrationError,
  RetryableIntegrationError,
} from '../../crm/integration-error.ts';
import type { Lease, TaskRelease } from '../../queue/drain-queue.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import type { Clock } from '../../runtime/runtime.ts';
import { BATCH_DEADLINE_MS, CERTAIN_LEASE_SHARE } from '../../runtime/timeouts.ts';
import type { BatchResult, ClaimedItem } from '../../store/commit-batch.ts';
import type { Store } from '../../store/index.ts';
import type { IntegrationRecord } from '../../store/integrations.ts';
import { hashSettings } from '../settings-hash.ts';
import { decidePause } from './pause.ts';

export type DrainContext = {
  store: Store;
  clock: Clock;
  memoryKey: string;
  connections: Pick<Connections<IntegrationRecord>, 'open'>;
  metrics: Pick<Metrics, 'itemsEnded'>;
  leaseMs: number;
};

/** The time of the next drain follows from the pauses of the runs. */
export type DrainEnd = Exclude<TaskRelease, { kind: 'PARKED' | 'CRASHED' }>;

export type BatchStart =
  /** `finished` resolves once all is committed; with a release if the drain has to stop. */
  | { kind: 'STARTED'; finished: Promise<DrainEnd | null> }
  /** Contacts became items that can now be claimed. */
  | { kind: 'EXPANDED' }
  /** All pending items wait for a batch in flight, or there are none. */
  | { kind: 'NOTHING_CLAIMABLE' }
  | { kind: 'STOP'; release: DrainEnd };

/** What a batch needs to know of its drain. */
type BatchContext = DrainContext & {
  lease: Lease;
  signal: AbortSignal;
  /** When the batch has to end. */
  untilMs: number;
  integration: IntegrationRecord;
};

type Target = { port: CrmIntegrationPort; environmentId: string; settingsHash: string };

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
  const untilMs = drain.clock.now() + BATCH_DEADLINE_MS;
  const context: BatchContext = { ...drain, lease, signal, untilMs, integration };
  try {
    const target = await withinDeadline(context, async (limited) => await connect(context, limited));
    const claimed = await drains.claim(lease);
    if (claimed === null) return { kind: 'STOP', release: DONE };
    if (claimed.length > 0) return { kind: 'STARTED', finished: syncBatch(context, target, claimed) };
    const { environmentId, settingsHash } = target;
    const expanded = await drains.expand(lease, { environmentId, settingsHash });
    return { kind: expanded ? 'EXPANDED' : 'NOTHING_CLAIMABLE' };
  } catch (error) {
    return { kind: 'STOP', release: await stop(context, null, error) };
  }
}

async function connect(
  { store, connections, integration }: BatchContext,
  signal: AbortSignal,
): Promise<Target> {
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
  const batch = (outcomes: readonly ContactOutcome[]): BatchResult => {
    return { environmentId, settingsHash, claimed, outcomes };
  };
  try {
    const outcomes = await withinDeadline(
      context,
      async (limited) => await createOrUpdate(context, port, claimed, limited),
    );
    if (!(await commit(context, batch(outcomes)))) return DONE;
    if (context.integration.status.status !== 'UP') await recordStatus(context, 'UP', null);
    return null;
  } catch (error) {
    return await stop(context, batch(error instanceof IntegrationError ? error.resolved : []), error);
  }
}

async function createOrUpdate(
  { store, memoryKey, lease, integration, leaseMs }: BatchContext,
  port: CrmIntegrationPort,
  claimed: readonly ClaimedItem[],
  signal: AbortSignal,
): Promise<ContactOutcome[]> {
  return await port.createOrUpdateContacts(
    claimed.map((item) => item.contact),
    {
      accountId: integration.accountId,
      ...pickSyncRules(integration),
      directory: store.links.directory(integration.accountId),
      memoryKey,
      uncertainContactIds: new Set(
        claimed.filter(({ isUncertain }) => isUncertain).map(({ contact }) => contact.id),
      ),
      dryRun: false,
      // Another process can have taken over: what it has written since must not be overwritten by older content.
      canStart: async (timeoutMs) =>
        (await store.tasks.msLeft(lease)) >= Math.min(timeoutMs, leaseMs * CERTAIN_LEASE_SHARE),
    },
    signal,
  );
}

/** Runs work with a signal that also aborts at the deadline of the batch. */
async function withinDeadline<T>(
  { clock, signal, untilMs }: BatchContext,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const ended = new AbortController();
  clock.sleep(Math.max(untilMs - clock.now(), 0), ended.signal).then(
    () => late.abort(new Error('the deadline of the batch has passed')),
    () => undefined,
  );
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (signal.aborted || !late.signal.aborted) throw error;
    if (error instanceof IntegrationError && error.code !== 'CANCELLED') throw error;
    throw new DeadlineError(error);
  } finally {
    ended.abort();
  }
}

/** The deadline of the batch has passed. Carries the outcomes reached until then. */
class DeadlineError extends RetryableIntegrationError {
  constructor(cause: unknown) {
    super({ code: 'TIMED_OUT', cause, resolved: cause instanceof IntegrationError ? cause.resolved : [] });
  }
}

/** Commits the outcomes reached so far and decides when the drain continues. */
async function stop(context: BatchContext, batch: BatchResult | null, error: unknown): Promise<DrainEnd> {
  const { store, clock, lease, signal, integration } = context;
  const isCancelled = error instanceof IntegrationError && error.code === 'CANCELLED';
  const isSlow = error instanceof DeadlineError && error.resolved.length > 0;
  if (signal.aborted || isCancelled || isSlow) {
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
