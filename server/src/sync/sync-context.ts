import type { Connections } from '../crm/connections.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { Store } from '../store/index.ts';
import type { IntegrationRecord } from '../store/integrations.ts';
import type { RunRecord } from '../store/run-state.ts';

export type SyncContext = {
  store: Store;
  runtime: Runtime;
  connections: Pick<Connections<IntegrationRecord>, 'open'>;
};

/** The caller's integration. Rejects with NOT_FOUND for unknown ids and ids of other accounts. */
export async function requireIntegration(
  { store }: SyncContext,
  caller: Caller,
  integrationId: string,
): Promise<IntegrationRecord> {
  const integration = await store.integrations.find(caller.accountId, integrationId);
  if (!integration) throw notFound();
  return integration;
}

/** The caller's run. Rejects with NOT_FOUND for unknown ids and ids of other accounts. */
export async function requireRun({ store }: SyncContext, caller: Caller, runId: string): Promise<RunRecord> {
  const run = await store.runs.find(caller.accountId, runId);
  if (!run) throw notFound();
  return run;
}

export function auditEntry(
  { accountId, actor }: Caller,
  integrationId: string | null,
  action: 'RUN_STARTED' | 'RUN_CANCELLED' | 'CONTACT_FORGOTTEN',
  changes: AuditEntry['changes'],
): AuditEntry {
  return { accountId, integrationId, actor, action, changes };
}
