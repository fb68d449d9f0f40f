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
import { IntegrationError, NonRetryableIntegrationError } from '../../../crm/integration-error.ts';
import { checkEnvironmentUrl, type Environment } from '../auth/clouds.ts';
import { type ConnectionInput, openTestClient } from '../connection.ts';
import { discoverFields } from '../metadata/discover-fields.ts';
import type { DataverseClient } from '../web-api/client.ts';
import { servicePath } from '../web-api/odata.ts';
import { type PrivilegeDepth, readPrivileges, readWhoAmI, type WhoAmI } from './privileges.ts';

/** Runs the checks in order and skips those whose precondition failed. Remembers nothing. Never rejects. */
export async function checkStatus(input: ConnectionInput, options: StatusOptions): Promise<ProviderStatus> {
  const { clock } = input.context.runtime;
  const checks: StatusCheck[] = [];
  const findings: Findings = {};
  for (const id of MICROSOFT_DYNAMICS_CHECKS) {
    const startedAtMs = clock.now();
    const isPossible = NEEDS[id].every(
      (need) => checks.find((check) => check.id === need)?.status === 'PASSED',
    );
    const result = isPossible
      ? await runCheck(() => CHECKS[id](findings, input, options.signal), options.signal)
      : SKIPPED;
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

const NEEDS: Record<MicrosoftDynamicsCheck, readonly MicrosoftDynamicsCheck[]> = {
  ENVIRONMENT_URL: [],
  TOKEN: ['ENVIRONMENT_URL'],
  WHO_AM_I: ['TOKEN'],
  FIELD_METADATA: ['WHO_AM_I'],
  READ_CONTACTS: ['WHO_AM_I'],
  CREATE_CONTACTS: ['WHO_AM_I'],
  WRITE_CONTACTS: ['WHO_AM_I'],
};

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
    const { tokens, client } = openTestClient(input, required(findings.environment), signal);
    await tokens.get(signal);
    findings.client = client;
    return PASSED;
  },
  WHO_AM_I: async (findings) => {
    findings.whoAmI = await readWhoAmI(required(findings.client));
    return PASSED;
  },
  FIELD_METADATA: async (findings) => {
    await discoverFields(required(findings.client));
    return PASSED;
  },
  READ_CONTACTS: async (findings) => {
    await required(findings.client).get({
      operation: 'readContacts',
      path: servicePath('contacts', { $select: 'contactid', $top: '1' }),
      schema: z.object({ value: z.array(z.looseObject({})) }),
    });
    const privileges = await privilegesOf(findings);
    // Reading works; only its depth is unknown.
    if (!privileges) return warning('NOT_VERIFIABLE');
    const depth = privileges.get('prvReadContact');
    if (depth === 'Basic')
      throw new NonRetryableIntegrationError({ code: 'READ_DEPTH_TOO_NARROW', params: { depth } });
    return depthResult('prvReadContact', depth);
  },
  CREATE_CONTACTS: async (findings) => {
    const privileges = await privilegesOf(findings);
    if (!privileges) return { ...SKIPPED, code: 'NOT_VERIFIABLE' };
    // Created rows belong to the application user, so any depth is enough.
    return depthResult('prvCreateContact', privileges.has('prvCreateContact') ? 'Global' : undefined);
  },
  WRITE_CONTACTS: async (findings) => {
    const privileges = await privilegesOf(findings);
    if (!privileges) return { ...SKIPPED, code: 'NOT_VERIFIABLE' };
    return depthResult('prvWriteContact', privileges.get('prvWriteContact'));
  },
};

async function runCheck(
  check: () => Promise<CheckResult>,
  signal: AbortSignal | undefined,
): Promise<CheckResult> {
  if (signal?.aborted) return { ...PASSED, status: 'FAILED', code: 'CANCELLED' };
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof IntegrationError)) return { ...PASSED, status: 'FAILED', code: 'INTERNAL' };
    const { code, params, retryAfterMs, detail = null, requestId = null } = error;
    const wait: ErrorParams = retryAfterMs === undefined ? {} : { retryAfterMs: Math.round(retryAfterMs) };
    return { status: 'FAILED', code, params: { ...params, ...wait }, detail, requestId };
  }
}

function privilegesOf(findings: Findings): NonNullable<Findings['privileges']> {
  findings.privileges ??= readPrivileges(required(findings.client), required(findings.whoAmI).userId).catch(
    (error: unknown) => {
      // A refusal means that privileges cannot be read; a transient failure means nothing.
      if (error instanceof IntegrationError && !error.retryable) return null;
      throw error;
    },
  );
  return findings.privileges;
}

function depthResult(privilege: string, depth: PrivilegeDepth | undefined): CheckResult {
  if (!depth) throw new NonRetryableIntegrationError({ code: 'PRIVILEGE_MISSING', params: { privilege } });
  return depth === 'Global' ? PASSED : warning('DEPTH_LIMITED', { privilege, depth });
}

function warning(code: ErrorCode, params: ErrorParams = {}): CheckResult {
  return { ...PASSED, code, params };
}

function remoteOf({ environment, whoAmI }: Findings): ProviderStatus['remote'] {
  if (!environment || !whoAmI) return null;
  return { environmentId: whoAmI.environmentId, environmentHost: environment.host, userId: whoAmI.userId };
}

/** NEEDS guarantees that the check that sets the value has passed. */
function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a check ran before the check that it needs');
  return value;
}
