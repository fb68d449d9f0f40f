import type { ProviderStatus, StatusOptions, TestConnectionInput } from '@goodfunds/shared';
import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import { badRequest } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { IntegrationRecord } from '../store/integrations.ts';
import {
  type CredentialProblem,
  type CredentialValues,
  mergeCredentials,
  parseCredentials,
} from './credentials.ts';
import { type IntegrationContext, requestedProvider } from './integration-context.ts';
import { clearCredentials, openSecrets } from './stored-secrets.ts';

/**
 * Tests a stored integration, or given credentials. Returns UP or DOWN, also for invalid credentials. The test of a
 * stored integration stores the status, and UP resumes runs that are paused because of the connection.
 */
export async function testConnection(
  context: IntegrationContext,
  caller: Caller,
  input: TestConnectionInput,
  options: StatusOptions = {},
): Promise<ProviderStatus> {
  if ('credentials' in input) return await testGiven(context, caller, input, options);
  const record = await context.store.integrations.require(caller.accountId, input.integrationId);
  return await testStored(context, record, options);
}

async function testStored(
  context: IntegrationContext,
  record: IntegrationRecord,
  options: StatusOptions,
): Promise<ProviderStatus> {
  const definition = context.providers.get(record.provider);
  const credentials = clearCredentials(context.sealer, record);
  const status = await testCredentials(context, definition, credentials, options);
  if (options.signal?.aborted) return status;
  const current = await context.store.integrations.find(record.accountId, record.id);
  if (current?.credentialsVersion !== record.credentialsVersion) return status;
  const failed = status.checks.find((check) => check.status === 'FAILED');
  await context.store.integrations.recordStatus(
    record.id,
    {
      status: status.status,
      code: failed?.code ?? null,
      checkedAt: new Date(context.runtime.clock.now()).toISOString(),
    },
    status.status === 'UP' ? ['RECONNECT', 'UNAVAILABLE', 'THROTTLED'] : [],
  );
  return status;
}

/** Credentials that are not given, such as the secret, come from the stored integration. */
async function testGiven(
  context: IntegrationContext,
  caller: Caller,
  input: Extract<TestConnectionInput, { credentials: unknown }>,
  options: StatusOptions,
): Promise<ProviderStatus> {
  const { provider, integrationId, credentials } = input;
  const definition = requestedProvider(context, provider);
  if (integrationId === undefined) return await testCredentials(context, definition, credentials, options);
  const record = await context.store.integrations.require(caller.accountId, integrationId);
  if (record.provider !== definition.descriptor.id) {
    throw badRequest('provider', 'must be the provider of the integration');
  }
  const stored = { plain: record.credentials, secrets: openSecrets(context.sealer, record) };
  const merged = mergeCredentials(definition, stored, credentials);
  return await testCredentials(context, definition, merged, options);
}

/** Opens a new port, because a cached one holds an older token. */
async function testCredentials(
  context: IntegrationContext,
  definition: CrmProviderDefinition,
  credentials: CredentialValues,
  options: StatusOptions,
): Promise<ProviderStatus> {
  const result = parseCredentials(definition, credentials);
  if (result.kind === 'PROBLEM') return down(result.problem, options);
  return await definition.open(result.credentials.parsed, context.providerContext).getProviderStatus(options);
}

function down({ code, check, params }: CredentialProblem, options: StatusOptions): ProviderStatus {
  const failed = {
    id: check,
    status: 'FAILED' as const,
    code,
    params,
    detail: null,
    durationMs: 0,
    requestId: null,
  };
  options.onCheck?.(failed);
  return { status: 'DOWN', checks: [failed], remote: null };
}
