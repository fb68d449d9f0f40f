import type { Integration, IntegrationWithHealth } from '@goodfunds/shared';
import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import type { IntegrationHealth, IntegrationRecord } from '../store/integrations.ts';

/** An integration as it is shown: secrets only as whether they are set, and their last characters. */
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
    mapping: record.mapping,
    strategy: record.strategy,
    onAmbiguousMatch: record.onAmbiguousMatch,
    onDeletedInCrm: record.onDeletedInCrm,
    enabled: record.enabled,
    status: record.status,
    version: record.version,
    createdAt: new Date(record.createdAtMs).toISOString(),
    updatedAt: new Date(record.updatedAtMs).toISOString(),
    changedBy: record.changedBy,
  };
}

export function viewWithHealth(
  record: IntegrationRecord,
  definition: CrmProviderDefinition,
  health: IntegrationHealth,
): IntegrationWithHealth {
  return {
    ...viewIntegration(record, definition),
    health: { ...health, secretExpiresOn: secretExpiry(record, definition) },
  };
}

/** The one day among a provider's credentials is that on which they run out. */
function secretExpiry(record: IntegrationRecord, { descriptor }: CrmProviderDefinition): string | null {
  const field = descriptor.credentialFields.find(({ kind }) => kind === 'DATE');
  return field ? (record.credentials[field.name] ?? null) : null;
}
