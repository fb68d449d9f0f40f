import { type Integration, type IntegrationWithHealth, pickSyncRules } from '@goodfunds/shared';
import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import type { Caller } from '../security/principal.ts';
import type { IntegrationHealth, IntegrationRecord } from '../store/integrations.ts';
import type { IntegrationContext, IntegrationIdInput } from './integration-context.ts';

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

export async function getIntegration(
  context: IntegrationContext,
  caller: Caller,
  { integrationId }: IntegrationIdInput,
): Promise<IntegrationWithHealth> {
  const record = await context.store.integrations.require(caller.accountId, integrationId);
  const health = await context.store.integrations.health(record.id);
  return viewWithHealth(record, context.providers.get(record.provider), health);
}

/** An integration as callers see it. A secret is reduced to whether it is set and its last characters. */
export function viewIntegration(
  record: IntegrationRecord,
  { descriptor }: CrmProviderDefinition,
): Integration {
  const credentials = descriptor.credentialFields.map(({ name, kind }) => {
    if (kind !== 'SECRET') return [name, record.credentials[name] ?? null];
    const secret = record.secrets[name];
    return [name, { isSet: secret !== undefined, hint: secret?.hint ?? '' }];
  });
  return {
    id: record.id,
    provider: record.provider,
    name: record.name,
    credentials: Object.fromEntries(credentials) as Integration['credentials'],
    ...pickSyncRules(record),
    schedule: record.schedule,
    enabled: record.enabled,
    status: record.status,
    version: record.version,
    createdAt: new Date(record.createdAtMs).toISOString(),
    updatedAt: new Date(record.updatedAtMs).toISOString(),
    changedBy: record.changedBy,
  };
}

function viewWithHealth(
  record: IntegrationRecord,
  definition: CrmProviderDefinition,
  health: IntegrationHealth,
): IntegrationWithHealth {
  return {
    ...viewIntegration(record, definition),
    health: {
      ...health,
      nextRunAt: health.pausedRun ? null : nextRunAt(record),
      secretExpiresOn: secretExpiry(record, definition),
    },
  };
}

function nextRunAt({ changedDueMs, allDueMs }: IntegrationRecord): string | null {
  const due = [changedDueMs, allDueMs].filter((dueMs) => dueMs !== null);
  return due.length === 0 ? null : new Date(Math.min(...due)).toISOString();
}

/** The date among a provider's credentials is the expiry of its secret. */
function secretExpiry(record: IntegrationRecord, { descriptor }: CrmProviderDefinition): string | null {
  const field = descriptor.credentialFields.find(({ kind }) => kind === 'DATE');
  return field ? (record.credentials[field.name] ?? null) : null;
}
