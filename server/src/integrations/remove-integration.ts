import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { findIntegration, type IntegrationContext } from './integration-context.ts';
import type { IntegrationId } from './integration-use-cases.ts';

/** Removes the integration and all that belongs to it. A drain under way finds its lease gone and commits nothing. */
export async function removeIntegration(
  context: IntegrationContext,
  caller: Caller,
  { integrationId }: IntegrationId,
): Promise<void> {
  const { id, provider, name } = await findIntegration(context, caller, integrationId);
  const removed = await context.store.integrations.remove(caller.accountId, id, {
    accountId: caller.accountId,
    integrationId: id,
    actor: caller.actor,
    action: 'INTEGRATION_REMOVED',
    changes: { provider, name },
  });
  if (!removed) throw notFound();
  context.connections.forget(id);
}
