import {
  hasOwnRows,
  type Integration,
  type PauseReason,
  type UpdateIntegrationInput,
  withRequiredRows,
} from '@goodfunds/shared';
import { notFound, UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import type { IntegrationChange, IntegrationRecord } from '../store/integrations.ts';
import { type ChangedCredentials, changeCredentials } from './change-credentials.ts';
import type { IntegrationContext } from './integration-context.ts';
import { viewIntegration } from './read-integrations.ts';
import {
  nullUnlessAnswered,
  type Remote,
  refuseBrokenMapping,
  remoteBehind,
  remoteOf,
} from './remote-checks.ts';

/**
 * Changes the given settings and keeps the others. A stale version is a CONFLICT. Attributes and environment are
 * checked if the CRM answers; otherwise the sync checks them before it writes.
 */
export async function updateIntegration(
  context: IntegrationContext,
  caller: Caller,
  input: UpdateIntegrationInput,
  signal?: AbortSignal,
): Promise<Integration> {
  const record = await context.store.integrations.require(caller.accountId, input.integrationId);
  if (record.version !== input.version) throw staleVersion(record.version);
  const definition = context.providers.get(record.provider);
  const mapping = input.mapping && withRequiredRows(definition.descriptor.requiredMapping, input.mapping);
  const enabling = input.enabled === true && !record.enabled;
  if (enabling && !mapping && !hasOwnRows(definition.descriptor.requiredMapping, record.mapping)) {
    throw new UseCaseError('MAPPING_MISSING');
  }

  const credentials = input.credentials ? changeCredentials(context, record, input.credentials) : null;
  const reconnects = credentials?.reconnects ?? false;
  const remote = credentials?.reconnects
    ? remoteBehind(definition.open(credentials.parsed, context.providerContext))
    : remoteOf(context, record);
  if (mapping) await refuseBrokenMapping(mapping, () => remote.fields(signal), signal);
  const environment = await environmentChange({ record, credentials, enabling, input, remote, signal });

  const settings = { ...settingsOf(input), ...(mapping && { mapping }) };
  const change: IntegrationChange = {
    ...settings,
    ...credentials?.change,
    ...environment,
    changedBy: caller.name ?? null,
  };
  const result = await context.store.integrations.update({
    accountId: caller.accountId,
    integrationId: record.id,
    version: input.version,
    change,
    sameConnection: !reconnects,
    resumes: resumedBy({ reconnects, mapping: mapping !== undefined, enabling }),
    audit: auditEntry(caller, record.id, 'INTEGRATION_UPDATED', { ...settings, ...credentials?.audit }),
  });
  switch (result.kind) {
    case 'UPDATED':
      return viewIntegration(result.integration, definition);
    case 'NOT_FOUND':
      throw notFound();
    case 'STALE_VERSION':
      throw staleVersion(result.currentVersion);
    case 'ENVIRONMENT_IN_USE':
      throw new UseCaseError('ENVIRONMENT_IN_USE');
  }
}

function staleVersion(currentVersion: number): UseCaseError {
  return new UseCaseError('CONFLICT', { currentVersion });
}

function settingsOf({ name, strategy, onAmbiguousMatch, onDeletedInCrm, enabled }: UpdateIntegrationInput) {
  return {
    ...(name !== undefined && { name }),
    ...(strategy !== undefined && { strategy }),
    ...(onAmbiguousMatch !== undefined && { onAmbiguousMatch }),
    ...(onDeletedInCrm !== undefined && { onDeletedInCrm }),
    ...(enabled !== undefined && { enabled }),
  };
}

/** An enabled integration stores its environment, so that an account has at most one for each environment. */
async function environmentChange(update: {
  record: IntegrationRecord;
  credentials: ChangedCredentials | null;
  enabling: boolean;
  input: UpdateIntegrationInput;
  remote: Remote;
  signal: AbortSignal | undefined;
}): Promise<{ environmentId?: string | null }> {
  const { record, credentials, enabling, input, remote, signal } = update;
  const stays = credentials?.changesEnvironment ? { environmentId: null } : {};
  const enabled = input.enabled ?? record.enabled;
  if (!enabled || !(enabling || credentials?.reconnects)) return stays;
  const environmentId = await nullUnlessAnswered(() => remote.environmentId(signal), signal);
  return environmentId === null ? stays : { environmentId };
}

/** The pauses that a change ends. A throttle ends only with time. */
function resumedBy(changed: { reconnects: boolean; mapping: boolean; enabling: boolean }): PauseReason[] {
  if (changed.reconnects || changed.enabling) return ['RECONNECT', 'UNAVAILABLE', 'MAPPING'];
  return changed.mapping ? ['MAPPING'] : [];
}
