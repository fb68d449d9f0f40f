import type { IntegrationWithHealth } from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';
import { findIntegration, type IntegrationContext } from './integration-context.ts';
import type { IntegrationId } from './integration-use-cases.ts';
import { viewWithHealth } from './integration-view.ts';

export async function getIntegration(
  context: IntegrationContext,
  caller: Caller,
  { integrationId }: IntegrationId,
): Promise<IntegrationWithHealth> {
  const record = await findIntegration(context, caller, integrationId);
  const health = await context.store.integrations.health(record.id);
  return viewWithHealth(record, context.providers.get(record.provider), health);
}
