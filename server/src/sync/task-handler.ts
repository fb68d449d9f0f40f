import type { ContactOutcome, CrmIntegrationPort, Pause } from '@goodfunds/shared';
import { IntegrationError, NonRetryableIntegrationError } from '../crm/integration-error.ts';
import type { Drain, Lease, TaskRelease } from '../queue/drain-queue.ts';
import type { Clock } from '../runtime/runtime.ts';
import type { ClaimedItem, Settlement } from '../store/drain-store.ts';
import type { IntegrationRecord } from '../store/integration-store.ts';
import type { Store } from '../store/store.ts';
import { decidePause } from './pause-decision.ts';
import { hashSettings } from './settings-hash.ts';

export type TaskHandlerDependencies = {
  store: Store;
  clock: Clock;
  /** The open connection of an integration as it is configured now. */
  openConnection(integration: IntegrationRecord): Promise<CrmIntegrationPort>;
};

/** Contacts claimed, and handed to the provider, at once. */
const BATCH_SIZE = 1_000;
/** After so many batches others get their turn. */
const BATCHES_A_SLICE = 10;

const DONE: TaskRelease = { kind: 'DONE' };

type Stretch = {
  lease: Lease;
  integration: IntegrationRecord;
  port: CrmIntegrationPort;
  environmentId: string;
  settingsHash: string;
  signal: AbortSignal;
};

/** Drains one integration: claims pending items, lets the provider bring them into the CRM, commits the outcomes. */
export function createTaskHandler(dependencies: TaskHandlerDependencies): Drain {
  const { store, clock } = dependencies;

  return async (lease, signal) => {
    for (let batch = 0; batch < BATCHES_A_SLICE; batch += 1) {
      const result = await drainBatch(lease, signal);
      if (result !== 'WENT_ON') return result;
    }
    return { kind: 'MORE' };
  };

  async function drainBatch(lease: Lease, signal: AbortSignal): Promise<TaskRelease | 'WENT_ON'> {
    const integration = await store.drains.begin(lease);
    if (!integration?.enabled) return DONE;
    try {
      const stretch = await connect(lease, integration, signal);
      const claimed = await claimOrExpand(stretch);
      if (claimed === null) return DONE;
      return claimed.length === 0 ? 'WENT_ON' : await bringIntoCrm(stretch, claimed);
    } catch (error) {
      return await stop({ lease, integration, settlement: null, error, signal });
    }
  }

  async function connect(
    lease: Lease,
    integration: IntegrationRecord,
    signal: AbortSignal,
  ): Promise<Stretch> {
    const port = await dependencies.openConnection(integration);
    const environmentId = await port.getEnvironmentId(signal);
    if (integration.environmentId !== environmentId) {
      const recorded = await store.integrations.recordEnvironment(integration.id, environmentId);
      if (!recorded) throw new NonRetryableIntegrationError({ code: 'ENVIRONMENT_IN_USE' });
    }
    return { lease, integration, port, environmentId, settingsHash: hashSettings(integration), signal };
  }

  /** `null` when nothing is left to do; an empty list when there may be more after another look. */
  async function claimOrExpand({
    lease,
    environmentId,
    settingsHash,
  }: Stretch): Promise<ClaimedItem[] | null> {
    const claimed = await store.drains.claim(lease, BATCH_SIZE);
    if (claimed === null || claimed.length > 0) return claimed;
    const looked = await store.drains.expand(lease, { environmentId, settingsHash, limit: BATCH_SIZE });
    return looked === null || looked === 0 ? null : [];
  }

  async function bringIntoCrm(stretch: Stretch, claimed: ClaimedItem[]): Promise<TaskRelease | 'WENT_ON'> {
    const { lease, integration, signal } = stretch;
    const settle = (outcomes: readonly ContactOutcome[]): Settlement => ({
      environmentId: stretch.environmentId,
      settingsHash: stretch.settingsHash,
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
        },
        signal,
      );
      if ((await store.drains.commit(lease, settle(outcomes))) === null) return DONE;
      await noteReachable(integration);
      return 'WENT_ON';
    } catch (error) {
      const settlement = settle(error instanceof IntegrationError ? error.settled : []);
      return await stop({ lease, integration, settlement, error, signal });
    }
  }

  /** Keeps what was reached and decides when to come back. */
  async function stop(stopped: {
    lease: Lease;
    integration: IntegrationRecord;
    settlement: Settlement | null;
    error: unknown;
    signal: AbortSignal;
  }): Promise<TaskRelease> {
    const { lease, integration, settlement, error, signal } = stopped;
    if (signal.aborted) {
      if (settlement) await store.drains.commit(lease, settlement);
      return { kind: 'MORE' };
    }
    if (!(error instanceof IntegrationError)) throw error;
    const pause = decidePause(error, await store.drains.failures(lease), clock.now());
    if ((await store.drains.suspend(lease, settlement, pause)) === null) return DONE;
    if (pause.reason === 'RECONNECT') await noteDown(integration, pause);
    return pause.until === null ? DONE : { kind: 'PARKED', untilMs: Date.parse(pause.until) };
  }

  async function noteReachable(integration: IntegrationRecord): Promise<void> {
    if (integration.status.status === 'UP') return;
    const checkedAt = new Date(clock.now()).toISOString();
    await store.integrations.recordStatus(integration.id, { status: 'UP', code: null, checkedAt }, []);
  }

  async function noteDown(integration: IntegrationRecord, pause: Pause): Promise<void> {
    const checkedAt = new Date(clock.now()).toISOString();
    await store.integrations.recordStatus(
      integration.id,
      { status: 'DOWN', code: pause.code, checkedAt },
      [],
    );
  }
}
