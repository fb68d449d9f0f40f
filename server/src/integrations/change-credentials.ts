import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import type { IntegrationChange, IntegrationRecord } from '../store/integrations.ts';
import { type CredentialValues, mergeCredentials, requireCredentials } from './credentials.ts';
import type { IntegrationContext } from './integration-context.ts';
import { fingerprints, openSecrets, sealSecrets } from './stored-secrets.ts';

export type ChangedCredentials = {
  /** What the provider opens a connection with. */
  parsed: unknown;
  change: IntegrationChange;
  audit: Record<string, unknown>;
  /** Something is another one that the CRM is shown: the connection has to be opened anew. */
  reconnects: boolean;
  /** Not only the secret is another one, so the environment may be too. */
  leadsElsewhere: boolean;
};

/**
 * The stored credentials with the given ones laid over them; `null` when that changes nothing, so that saving a
 * form unchanged cuts no connection. Throws `UseCaseError` for what the provider refuses.
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
  const leadsElsewhere = Object.keys(plainChanges).some((name) => !isReminder(definition, name));
  const reconnects = leadsElsewhere || Object.keys(secretChanges).length > 0;
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
    leadsElsewhere,
  };
}

/** A day is there for people, who are told before a secret expires; no CRM is ever shown it. */
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
