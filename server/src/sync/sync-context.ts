import type { CrmIntegrationPort } from '@goodfunds/shared';
import type { Runtime } from '../runtime/runtime.ts';
import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { Store } from '../store/index.ts';
import type { IntegrationRecord } from '../store/integrations.ts';
import type { RunRecord } from '../store/run-state.ts';

/** What the use cases of the sync work with. */
export type SyncContext = {
  store: Store;
  runtime: Runtime;
  openConnection: (integration: IntegrationRecord) => Promise<CrmIntegrationPort>;
};

/** The caller's own integration; NOT_FOUND otherwise. */
export async function requireIntegration(
  { store }: SyncContext,
  caller: Caller,
  integrationId: string,
): Promise<IntegrationRecord> {
  const integration = await store.integrations.find(caller.accountId, integrationId);
  if (!integration) throw notFound();
  return integration;
}

/** The caller's own run; NOT_FOUND otherwise. */
export async function requireRun({ store }: SyncContext, caller: Caller, runId: string): Promise<RunRecord> {
  const run = await store.runs.find(caller.accountId, runId);
  if (!run) throw notFound();
  return run;
}
