import type { Contact, Run } from '@goodfunds/shared';
import type { Drain } from '../../src/queue/drain-queue.ts';
import { createEmbeddedQueue } from '../../src/queue/embedded-queue.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import type { Caller } from '../../src/security/principal.ts';
import type { StoreOptions } from '../../src/store/index.ts';
import { forgetContact } from '../../src/sync/contacts.ts';
import { drainIntegration } from '../../src/sync/drain/drain.ts';
import { progress } from '../../src/sync/progress.ts';
import { push } from '../../src/sync/push.ts';
import { cancel, getRun, listCauses, listItems } from '../../src/sync/runs.ts';
import { start } from '../../src/sync/start.ts';
import type { SyncContext } from '../../src/sync/sync-context.ts';
import { createMemoryCrm, type MemoryCrm } from './memory-crm.ts';
import { integrationRecord, type TemporaryStore, temporaryStore, testAudit } from './temporary-store.ts';

export const caller = { accountId: 1, actor: 'test' };

export type SyncHouse = TemporaryStore & {
  crm: MemoryCrm;
  sync: ReturnType<typeof bindSync>;
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
  const sync = bindSync({ store, runtime, connections });
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

/** The functions of the sync with their context bound, because most tests call several. */
function bindSync(context: SyncContext) {
  return {
    push: (actor: Caller, input: Parameters<typeof push>[2]) => push(context, actor, input),
    start: (actor: Caller, input: Parameters<typeof start>[2]) => start(context, actor, input),
    getRun: (actor: Caller, runId: string) => getRun(context, actor, runId),
    listItems: (actor: Caller, input: Parameters<typeof listItems>[2]) => listItems(context, actor, input),
    listCauses: (actor: Caller, runId: string) => listCauses(context, actor, runId),
    cancel: (actor: Caller, runId: string) => cancel(context, actor, runId),
    progress: (actor: Caller, runId: string) => progress(context, actor, runId),
    forgetContact: (actor: Caller, input: Parameters<typeof forgetContact>[2]) =>
      forgetContact(context, actor, input),
  };
}

export function contact(id: string, fields: Partial<Contact> = {}): Contact {
  return { id, email: `${id}@example.org`, firstName: `First ${id}`, ...fields };
}

export function contacts(count: number, prefix = 'contact'): Contact[] {
  return Array.from({ length: count }, (_, index) => contact(`${prefix}-${index}`));
}
