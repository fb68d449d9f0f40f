import type { Connections } from '../crm/connections.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { Store } from '../store/index.ts';
import type { IntegrationRecord } from '../store/integrations.ts';
import type { RunRecord } from '../store/run-state.ts';

export type SyncContext = {
  store: Store;
  runtime: Runtime;
  memoryKey: string;
  connections: Pick<Connections<IntegrationRecord>, 'open'>;
};

/** The caller's run. Rejects with NOT_FOUND for unknown ids and ids of other accounts. */
export async function requireRun({ store }: SyncContext, caller: Caller, runId: string): Promise<RunRecord> {
  const run = await store.runs.find(caller.accountId, runId);
  if (!run) throw notFound();
  return run;
}
