import type { IntegrationWithHealth } from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';
import type { IntegrationContext } from './integration-context.ts';
import { viewWithHealth } from './integration-view.ts';

export async function listIntegrations(
  { store, providers }: IntegrationContext,
  caller: Caller,
): Promise<IntegrationWithHealth[]> {
  const records = await store.integrations.list(caller.accountId);
  return await Promise.all(
    records.map(async (record) =>
      viewWithHealth(record, providers.get(record.provider), await store.integrations.health(record.id)),
    ),
  );
}
