import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import type { IntegrationContext, IntegrationIdInput } from './integration-context.ts';

/** Removes the integration with its runs. A running drain loses its lease and commits nothing more. */
export async function removeIntegration(
  context: IntegrationContext,
  caller: Caller,
  { integrationId }: IntegrationIdInput,
): Promise<void> {
  const { id, provider, name } = await context.store.integrations.require(caller.accountId, integrationId);
  const audit = auditEntry(caller, id, 'INTEGRATION_REMOVED', { provider, name });
  if (!(await context.store.integrations.remove(caller.accountId, id, audit))) throw notFound();
  context.connections.forget(id);
}
