import {
  type CreateIntegrationInput,
  DEFAULT_SYNC_RULES,
  type Integration,
  pickSyncRules,
  type Schedule,
} from '@goodfunds/shared';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import { type IntegrationRecord, MAX_INTEGRATIONS_PER_ACCOUNT } from '../store/integrations.ts';
import { requireCredentials } from './credentials.ts';
import {
  type IntegrationContext,
  requestedProvider,
  requireMatchEmailAttributes,
} from './integration-context.ts';
import { viewIntegration } from './read-integrations.ts';
import { fingerprints, sealSecrets } from './stored-secrets.ts';

/** Stores credentials after a syntax check. The integration is off until it is enabled with a mapping. */
export async function createIntegration(
  context: IntegrationContext,
  caller: Caller,
  input: CreateIntegrationInput,
): Promise<Integration> {
  const { store, sealer, runtime } = context;
  const definition = requestedProvider(context, input.provider);
  requireMatchEmailAttributes(definition, input.matchEmailAttributes);
  const { plain, secrets } = requireCredentials(definition, input.credentials);
  const id = runtime.ids.next();
  const nowMs = runtime.clock.now();
  const record: IntegrationRecord = {
    id,
    accountId: caller.accountId,
    provider: definition.descriptor.id,
    name: input.name ?? definition.descriptor.name,
    credentials: plain,
    secrets: sealSecrets(sealer, { accountId: caller.accountId, id }, secrets),
    credentialsVersion: 1,
    ...DEFAULT_SYNC_RULES,
    ...pickSyncRules(input),
    mapping: definition.descriptor.requiredMapping,
    schedule: input.schedule ?? defaultSchedule(caller.accountId),
    changedDueMs: null,
    allDueMs: null,
    enabled: false,
    environmentId: null,
    status: { status: 'UNKNOWN', code: null, checkedAt: null },
    version: 1,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    changedBy: caller.name ?? null,
  };
  const { provider, name } = record;
  const credentials = { ...plain, ...fingerprints(sealer, secrets) };
  const audit = auditEntry(caller, id, 'INTEGRATION_CREATED', { provider, name, credentials });
  if (!(await store.integrations.insert(record, audit))) {
    throw new UseCaseError('TOO_MANY_INTEGRATIONS', { max: MAX_INTEGRATIONS_PER_ACCOUNT });
  }
  return viewIntegration(record, definition);
}

/** Every night between one and five. Accounts differ, so that they do not start at the same time. */
function defaultSchedule(accountId: number): Schedule {
  const minutes = 60 + ((accountId * MINUTES_BETWEEN_ACCOUNTS) % (4 * 60));
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return { changed: 'DAILY', all: 'OFF', time: `${hour}:${minute}`, timeZone: 'Europe/Berlin' };
}

/** Has no common divisor with the minutes of four hours, so that each of these is used. */
const MINUTES_BETWEEN_ACCOUNTS = 97;
