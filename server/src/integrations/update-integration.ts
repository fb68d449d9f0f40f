import {
  type CrmField,
  checkMapping,
  hasOwnRows,
  type Integration,
  type Mapping,
  type PauseReason,
  pickSyncRules,
  type UpdateIntegrationInput,
  withRequiredRows,
} from '@goodfunds/shared';
import { IntegrationError } from '../crm/integration-error.ts';
import { notFound, UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import type { IntegrationChange } from '../store/integrations.ts';
import { changeCredentials } from './change-credentials.ts';
import { type IntegrationContext, requireMatchEmailAttributes } from './integration-context.ts';
import { mappingChanges } from './mapping-changes.ts';
import { viewIntegration } from './read-integrations.ts';

/**
 * Changes the given settings and keeps the others. A stale version is a CONFLICT. Attributes and environment are
 * checked if the CRM answers; otherwise the sync checks them before it writes. Switching on starts a CHANGED run.
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
  requireMatchEmailAttributes(definition, input.matchEmailAttributes);
  const mapping = input.mapping && withRequiredRows(definition.descriptor.requiredMapping, input.mapping);
  const enabling = input.enabled === true && !record.enabled;
  if (enabling && !mapping && !hasOwnRows(definition.descriptor.requiredMapping, record.mapping)) {
    throw new UseCaseError('MAPPING_MISSING');
  }

  const credentials = input.credentials ? changeCredentials(context, record, input.credentials) : null;
  const reconnects = credentials?.reconnects ?? false;
  const newPort = credentials?.reconnects
    ? definition.open(credentials.parsed, { ...context.providerContext, probesThrottle: true })
    : null;
  const fetchFields = async (): Promise<CrmField[]> =>
    newPort
      ? await newPort.getAvailableContactFields(signal)
      : (await context.fields.fetch(record, signal)).crmFields;
  const fetchEnvironmentId = async (): Promise<string> =>
    await (newPort ?? context.connections.open(record)).getEnvironmentId(signal);

  const crmFields = mapping ? await nullUnlessAnswered(fetchFields(), signal) : null;
  if (mapping && crmFields) refuseBrokenMapping(mapping, crmFields);
  // An enabled integration stores its environment, so that an account has at most one for each environment.
  const readsEnvironment = enabling || (reconnects && (input.enabled ?? record.enabled));
  const environmentId = readsEnvironment ? await nullUnlessAnswered(fetchEnvironmentId(), signal) : null;

  const { mapping: _, ...rules } = pickSyncRules(input);
  const settings = {
    ...rules,
    ...(input.name !== undefined && { name: input.name }),
    ...(input.schedule && { schedule: input.schedule }),
    ...(input.enabled !== undefined && { enabled: input.enabled }),
  };
  const change: IntegrationChange = {
    ...settings,
    ...(mapping && { mapping }),
    ...credentials?.change,
    ...(credentials?.changesEnvironment && { environmentId: null }),
    ...(environmentId !== null && { environmentId }),
    changedBy: caller.name ?? null,
  };
  const result = await context.store.integrations.update({
    accountId: caller.accountId,
    integrationId: record.id,
    version: input.version,
    change,
    sameConnection: !reconnects,
    resumes: resumedBy({
      reconnects,
      answered: reconnects && (crmFields !== null || environmentId !== null),
      mapping: mapping !== undefined,
      enabling,
    }),
    // Contacts that were pushed while the integration was off belong to no run yet.
    ...(enabling && {
      startsRun: {
        id: context.runtime.ids.next(),
        accountId: caller.accountId,
        integrationId: record.id,
        trigger: 'ENABLED',
        scope: 'CHANGED',
      },
    }),
    audit: auditEntry(caller, record.id, 'INTEGRATION_UPDATED', {
      ...settings,
      ...(mapping && mappingChanges(record.mapping, mapping)),
      ...credentials?.audit,
    }),
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

/** The CRM's answer, or `null` if there is none. Rejects if the caller has cancelled. */
async function nullUnlessAnswered<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof IntegrationError && !signal?.aborted) return null;
    throw error;
  }
}

function refuseBrokenMapping(mapping: Mapping, crmFields: readonly CrmField[]): void {
  const blocking = checkMapping(mapping, crmFields).filter(({ severity }) => severity === 'BLOCKING');
  const [first] = blocking;
  if (!first) return;
  throw new UseCaseError(first.code, {
    ...first.params,
    path: `mapping.${first.attribute}`,
    problems: blocking.map(({ attribute, code }) => `${attribute} ${code}`),
  });
}

/** The pauses that a change ends. A throttle ends only with time, or if the CRM has answered the new credentials. */
function resumedBy(changed: {
  reconnects: boolean;
  answered: boolean;
  mapping: boolean;
  enabling: boolean;
}): PauseReason[] {
  if (changed.answered) return ['RECONNECT', 'UNAVAILABLE', 'MAPPING', 'THROTTLED'];
  if (changed.reconnects || changed.enabling) return ['RECONNECT', 'UNAVAILABLE', 'MAPPING'];
  return changed.mapping ? ['MAPPING'] : [];
}
