import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { findIntegration, type IntegrationContext, type IntegrationIdInput } from './integration-context.ts';

/** Removes the integration with its runs. A running drain loses its lease and commits nothing more. */
export async function removeIntegration(
  context: IntegrationContext,
  caller: Caller,
  { integrationId }: IntegrationIdInput,
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
