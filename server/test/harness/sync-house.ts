import type { Contact, Run } from '@goodfunds/shared';
import type { Drain } from '../../src/queue/drain-queue.ts';
import { createEmbeddedQueue } from '../../src/queue/embedded-queue.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import type { StoreOptions } from '../../src/store/index.ts';
import { createSyncUseCases } from '../../src/sync/create-sync-use-cases.ts';
import { drainIntegration } from '../../src/sync/drain/drain.ts';
import type { SyncUseCases } from '../../src/sync/sync-use-cases.ts';
import { createMemoryCrm, type MemoryCrm } from './memory-crm.ts';
import { integrationRecord, type TemporaryStore, temporaryStore, testAudit } from './temporary-store.ts';

export const caller = { accountId: 1, actor: 'test' };

export type SyncHouse = TemporaryStore & {
  crm: MemoryCrm;
  sync: SyncUseCases;
  /** Waits until the run has one of the statuses, or has ended. */
  untilRun(runId: string, ...statuses: Run['status'][]): Promise<Run>;
  errors: unknown[];
  drain: Drain;
  startDraining(): void;
};

/** The sync with everything but a real CRM: store, queue and task handler on a file of their own. */
export async function syncHouse(
  options: { runtime?: Runtime; draining?: boolean; store?: Partial<StoreOptions>; leaseMs?: number } = {},
): Promise<SyncHouse> {
  const runtime = options.runtime ?? systemRuntime;
  const lease = options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs };
  const file = await temporaryStore(runtime.clock, options.store);
  const { store } = file;
  const crm = createMemoryCrm();
  const errors: unknown[] = [];
  const connections = { open: () => crm };
  await store.integrations.insert(integrationRecord(), testAudit);
  const sync = createSyncUseCases({ store, runtime, connections });
  const context = { store, clock: runtime.clock, connections, ...lease };
  const drain: Drain = (held, signal) => drainIntegration(context, held, signal);
  const queue = createEmbeddedQueue({
    drain,
    tasks: store.tasks,
    notifications: store.notifications,
    runtime,
    concurrency: 2,
    ...lease,
    onError: (error) => errors.push(error),
  });
  if (options.draining ?? true) queue.start();
  return {
    ...file,
    crm,
    sync,
    errors,
    drain,
    startDraining: () => {
      queue.start();
    },
    untilRun: async (runId, ...statuses) => {
      for await (const run of sync.progress(caller, runId)) {
        if (run.finishedAt !== null || statuses.includes(run.status)) return run;
      }
      throw new Error(`run ${runId} never came so far`);
    },
    [Symbol.asyncDispose]: async () => {
      await queue.stop();
      await file[Symbol.asyncDispose]();
    },
  };
}

export function contact(id: string, fields: Partial<Contact> = {}): Contact {
  return { id, email: `${id}@example.org`, firstName: `First ${id}`, ...fields };
}

export function contacts(count: number, prefix = 'contact'): Contact[] {
  return Array.from({ length: count }, (_, index) => contact(`${prefix}-${index}`));
}
