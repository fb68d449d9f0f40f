import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import type { IntegrationChange, IntegrationRecord } from '../store/integrations.ts';
import { type CredentialValues, mergeCredentials, requireCredentials } from './credentials.ts';
import type { IntegrationContext } from './integration-context.ts';
import { fingerprints, openSecrets, sealSecrets } from './stored-secrets.ts';

export type ChangedCredentials = {
  /** The input of the provider's `open`. */
  parsed: unknown;
  change: IntegrationChange;
  audit: Record<string, unknown>;
  /** A value that the CRM receives has changed, so a new connection is needed. */
  reconnects: boolean;
  /** More than the secret has changed, so it can be another environment. */
  changesEnvironment: boolean;
};

/**
 * Merges the given credentials into the stored ones. `null` where nothing changes, so that saving an unchanged form
 * keeps the connection. Throws `UseCaseError` for credentials that the provider refuses.
 */
export function changeCredentials(
  { providers, sealer }: Pick<IntegrationContext, 'providers' | 'sealer'>,
  record: IntegrationRecord,
  given: CredentialValues,
): ChangedCredentials | null {
  const definition = providers.get(record.provider);
  const stored = { plain: record.credentials, secrets: openSecrets(sealer, record) };
  const checked = requireCredentials(definition, mergeCredentials(definition, stored, given));
  const plainChanges = changesBetween(stored.plain, checked.plain);
  const secretChanges = changesBetween(stored.secrets, checked.secrets);
  if (Object.keys({ ...plainChanges, ...secretChanges }).length === 0) return null;
  const changesEnvironment = Object.keys(plainChanges).some((name) => !isReminder(definition, name));
  const reconnects = changesEnvironment || Object.keys(secretChanges).length > 0;
  return {
    parsed: checked.parsed,
    change: {
      credentials: checked.plain,
      ...(reconnects && {
        secrets: sealSecrets(sealer, record, checked.secrets),
        status: { status: 'UNKNOWN', code: null, checkedAt: null },
      }),
    },
    audit: { credentials: { ...plainChanges, ...fingerprints(sealer, secretChanges) } },
    reconnects,
    changesEnvironment,
  };
}

/** The expiry date reminds people; the CRM never receives it. */
function isReminder({ descriptor }: Pick<CrmProviderDefinition, 'descriptor'>, name: string): boolean {
  return descriptor.credentialFields.some((field) => field.name === name && field.kind === 'DATE');
}

function changesBetween<Value extends string | null>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => (before[name] ?? null) !== value),
  );
}
