import {
  type ErrorCode,
  type ErrorParams,
  MICROSOFT_DYNAMICS_CHECKS,
  type MicrosoftDynamicsCheck,
  type ProviderStatus,
  type StatusCheck,
  type StatusOptions,
} from '@goodfunds/shared';
import { z } from 'zod';
import { boundedArray } from '../../../crm/bounded-array.ts';
import { IntegrationError, NonRetryableIntegrationError } from '../../../crm/integration-error.ts';
import { checkEnvironmentUrl, type Environment } from '../auth/clouds.ts';
import { type ConnectionInput, openTestClient } from '../connection.ts';
import { discoverFields } from '../metadata/discover-fields.ts';
import { type DataverseClient, MAX_SMALL_ANSWER_BYTES } from '../web-api/client.ts';
import { servicePath } from '../web-api/odata.ts';
import { isOptimisticConcurrencyEnabled } from './optimistic-concurrency.ts';
import {
  isRootBusinessUnit,
  type PrivilegeDepth,
  readPrivileges,
  readWhoAmI,
  type WhoAmI,
} from './privileges.ts';

/** Runs the checks in order and skips those whose precondition failed. Remembers nothing. Never rejects. */
export async function checkStatus(input: ConnectionInput, options: StatusOptions): Promise<ProviderStatus> {
  const { clock } = input.context.runtime;
  const checks: StatusCheck[] = [];
  const findings: Findings = {};
  for (const id of MICROSOFT_DYNAMICS_CHECKS) {
    const startedAtMs = clock.now();
    const result = await runCheck(() => CHECKS[id](findings, input, options.signal));
    const check = { ...result, id, durationMs: Math.round(clock.now() - startedAtMs) };
    checks.push(check);
    report(check, options);
  }
  const isDown = checks.some((check) => check.status === 'FAILED');
  return { status: isDown ? 'DOWN' : 'UP', checks, remote: remoteOf(findings) };
}

/** The listener may have disconnected; the test continues for the callers that wait for its result. */
function report(check: StatusCheck, { onCheck }: StatusOptions): void {
  try {
    onCheck?.(check);
  } catch {
    return;
  }
}

/** What later checks need from earlier ones. */
type Findings = {
  environment?: Environment;
  client?: DataverseClient;
  whoAmI?: WhoAmI;
  privileges?: Promise<ReadonlyMap<string, PrivilegeDepth> | null>;
};

type CheckResult = Omit<StatusCheck, 'id' | 'durationMs'>;

const PASSED: CheckResult = { status: 'PASSED', code: null, params: {}, detail: null, requestId: null };
const SKIPPED: CheckResult = { ...PASSED, status: 'SKIPPED' };

type Check = (
  findings: Findings,
  input: ConnectionInput,
  signal: AbortSignal | undefined,
) => Promise<CheckResult>;

const CHECKS: Record<MicrosoftDynamicsCheck, Check> = {
  ENVIRONMENT_URL: async (findings, { credentials, settings }) => {
    findings.environment = checkEnvironmentUrl(credentials.environmentUrl, settings);
    return PASSED;
  },
  TOKEN: async (findings, input, signal) => {
    if (!findings.environment) return SKIPPED;
    const { tokens, client } = openTestClient(input, findings.environment, signal);
    await tokens.get(signal);
    findings.client = client;
    return PASSED;
  },
  WHO_AM_I: async (findings) => {
    if (!findings.client) return SKIPPED;
    findings.whoAmI = await readWhoAmI(findings.client);
    return PASSED;
  },
  FIELD_METADATA: async ({ client, whoAmI }) => {
    if (!client || !whoAmI) return SKIPPED;
    await discoverFields(client);
    return PASSED;
  },
  READ_CONTACTS: async (findings) => {
    const { client, whoAmI } = findings;
    if (!client || !whoAmI) return SKIPPED;
    await client.get({
      operation: 'readContacts',
      path: servicePath('contacts', { $select: 'contactid', $top: '1' }),
      schema: z.object({ value: boundedArray(z.looseObject({}), 1) }),
      maxAnswerBytes: MAX_SMALL_ANSWER_BYTES,
    });
    const privileges = await privilegesOf(findings, client, whoAmI);
    // Reading works; only its depth is unknown.
    if (!privileges) return warning('NOT_VERIFIABLE');
    const result = await checkPrivilege(findings, 'prvReadContact', { anyDepth: false });
    if (result.code !== 'DEPTH_LIMITED') return result;
    // Contacts out of sight would be created again.
    throw new NonRetryableIntegrationError({ code: 'READ_DEPTH_TOO_NARROW', params: result.params });
  },
  // Created rows belong to the application user, so any depth is enough.
  CREATE_CONTACTS: (findings) => checkPrivilege(findings, 'prvCreateContact', { anyDepth: true }),
  WRITE_CONTACTS: async (findings) => {
    const result = await checkPrivilege(findings, 'prvWriteContact', { anyDepth: false });
    await checkOptimisticConcurrency(findings);
    return result;
  },
};

/** Without it every update of the version that was read is refused. */
async function checkOptimisticConcurrency({ client, whoAmI }: Findings): Promise<void> {
  if (!client || !whoAmI) return;
  const enabled = await unlessRefused(() => isOptimisticConcurrencyEnabled(client));
  if (enabled === false) throw new NonRetryableIntegrationError({ code: 'OPTIMISTIC_CONCURRENCY_DISABLED' });
}

async function checkPrivilege(
  findings: Findings,
  privilege: string,
  { anyDepth }: { anyDepth: boolean },
): Promise<CheckResult> {
  const { client, whoAmI } = findings;
  if (!client || !whoAmI) return SKIPPED;
  const privileges = await privilegesOf(findings, client, whoAmI);
  if (!privileges) return { ...SKIPPED, code: 'NOT_VERIFIABLE' };
  const depth = privileges.get(privilege);
  if (!depth) throw new NonRetryableIntegrationError({ code: 'PRIVILEGE_MISSING', params: { privilege } });
  if (anyDepth || depth === 'Global') return PASSED;
  if (depth === 'Deep' && (await isInRootUnit(client, whoAmI))) return PASSED;
  return warning('DEPTH_LIMITED', { privilege, depth });
}

/** `false` as well if the business unit cannot be read. */
async function isInRootUnit(client: DataverseClient, { businessUnitId }: WhoAmI): Promise<boolean> {
  return (await unlessRefused(() => isRootBusinessUnit(client, businessUnitId))) ?? false;
}

/** `null` if the answer is refused, which shows only that it cannot be read; a transient failure means nothing. */
async function unlessRefused<Answer>(read: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof IntegrationError && !error.retryable) return null;
    throw error;
  }
}

async function runCheck(check: () => Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof IntegrationError)) return { ...PASSED, status: 'FAILED', code: 'INTERNAL' };
    const { code, params, retryAfterMs, detail = null, requestId = null } = error;
    const wait: ErrorParams = retryAfterMs === undefined ? {} : { retryAfterMs: Math.round(retryAfterMs) };
    return { status: 'FAILED', code, params: { ...params, ...wait }, detail, requestId };
  }
}

function privilegesOf(
  findings: Findings,
  client: DataverseClient,
  { userId }: WhoAmI,
): NonNullable<Findings['privileges']> {
  findings.privileges ??= unlessRefused(() => readPrivileges(client, userId));
  return findings.privileges;
}

function warning(code: ErrorCode, params: ErrorParams = {}): CheckResult {
  return { ...PASSED, code, params };
}

function remoteOf({ environment, whoAmI }: Findings): ProviderStatus['remote'] {
  if (!environment || !whoAmI) return null;
  return { environmentId: whoAmI.environmentId, environmentHost: environment.host, userId: whoAmI.userId };
}
