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
import type { Clock } from '../../../runtime/runtime.ts';
import type { Environment } from '../auth/clouds.ts';
import type { DataverseClient } from '../web-api/dataverse-client.ts';
import { servicePath } from '../web-api/odata.ts';
import { type PrivilegeDepth, readPrivileges } from './privileges.ts';
import { readWhoAmI, type WhoAmI } from './who-am-i.ts';

export type StatusParts = {
  clock: Clock;
  checkEnvironment(): Environment;
  /** Fetches a token with nothing remembered. */
  fetchToken(environment: Environment): Promise<unknown>;
  openClient(environment: Environment): DataverseClient;
  discoverFields(client: DataverseClient): Promise<unknown>;
};

/** Runs the checks one after the other, and skips those that build upon a failed one. Never rejects. */
export async function checkStatus(parts: StatusParts, options: StatusOptions): Promise<ProviderStatus> {
  const checks: StatusCheck[] = [];
  const seen: Seen = {};
  for (const id of MICROSOFT_DYNAMICS_CHECKS) {
    const startedAtMs = parts.clock.now();
    const isPossible = NEEDS[id].every(
      (need) => checks.find((check) => check.id === need)?.status === 'PASSED',
    );
    const verdict = isPossible ? await judge(() => CHECKS[id](parts, seen), options.signal) : SKIPPED;
    const check = { ...verdict, id, durationMs: Math.round(parts.clock.now() - startedAtMs) };
    checks.push(check);
    tell(check, options);
  }
  const isDown = checks.some((check) => check.status === 'FAILED');
  return { status: isDown ? 'DOWN' : 'UP', checks, remote: remoteOf(seen) };
}

/** Whoever listens may be gone by now; the test goes on for the others who wait for its answer. */
function tell(check: StatusCheck, { onCheck }: StatusOptions): void {
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

/** What earlier checks found out for later ones. */
type Seen = {
  environment?: Environment;
  client?: DataverseClient;
  whoAmI?: WhoAmI;
  privileges?: Promise<ReadonlyMap<string, PrivilegeDepth> | null>;
};

type Verdict = Omit<StatusCheck, 'id' | 'durationMs'>;

const PASSED: Verdict = { status: 'PASSED', code: null, params: {}, detail: null, requestId: null };
const SKIPPED: Verdict = { ...PASSED, status: 'SKIPPED' };

type Check = (parts: StatusParts, seen: Seen) => Promise<Verdict>;

const CHECKS: Record<MicrosoftDynamicsCheck, Check> = {
  ENVIRONMENT_URL: async (parts, seen) => {
    seen.environment = parts.checkEnvironment();
    return PASSED;
  },
  TOKEN: async (parts, seen) => {
    const environment = required(seen.environment);
    await parts.fetchToken(environment);
    seen.client = parts.openClient(environment);
    return PASSED;
  },
  WHO_AM_I: async (_parts, seen) => {
    seen.whoAmI = await readWhoAmI(required(seen.client));
    return PASSED;
  },
  FIELD_METADATA: async (parts, seen) => {
    await parts.discoverFields(required(seen.client));
    return PASSED;
  },
  READ_CONTACTS: async (_parts, seen) => {
    await required(seen.client).get({
      operation: 'readContacts',
      path: servicePath('contacts', { $select: 'contactid', $top: '1' }),
      schema: z.object({ value: z.array(z.looseObject({})) }),
    });
    const privileges = await privilegesOf(seen);
    // Reading is proven; only how far it reaches is not.
    if (!privileges) return warning('NOT_VERIFIABLE');
    const depth = privileges.get('prvReadContact');
    if (depth === 'Basic')
      throw new NonRetryableIntegrationError({ code: 'READ_DEPTH_TOO_NARROW', params: { depth } });
    return judgeDepth('prvReadContact', depth);
  },
  CREATE_CONTACTS: async (_parts, seen) => {
    const privileges = await privilegesOf(seen);
    if (!privileges) return { ...SKIPPED, code: 'NOT_VERIFIABLE' };
    // Created rows belong to the application user, which every depth allows.
    return judgeDepth('prvCreateContact', privileges.has('prvCreateContact') ? 'Global' : undefined);
  },
  WRITE_CONTACTS: async (_parts, seen) => {
    const privileges = await privilegesOf(seen);
    if (!privileges) return { ...SKIPPED, code: 'NOT_VERIFIABLE' };
    return judgeDepth('prvWriteContact', privileges.get('prvWriteContact'));
  },
};

async function judge(check: () => Promise<Verdict>, signal: AbortSignal | undefined): Promise<Verdict> {
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

function privilegesOf(seen: Seen): NonNullable<Seen['privileges']> {
  seen.privileges ??= readPrivileges(required(seen.client), required(seen.whoAmI).userId).catch(
    (error: unknown) => {
      // The moment says nothing about rights; a refusal says that they cannot be asked for.
      if (error instanceof IntegrationError && !error.retryable) return null;
      throw error;
    },
  );
  return seen.privileges;
}

function judgeDepth(privilege: string, depth: PrivilegeDepth | undefined): Verdict {
  if (!depth) throw new NonRetryableIntegrationError({ code: 'PRIVILEGE_MISSING', params: { privilege } });
  return depth === 'Global' ? PASSED : warning('DEPTH_LIMITED', { privilege, depth });
}

function warning(code: ErrorCode, params: ErrorParams = {}): Verdict {
  return { ...PASSED, code, params };
}

function remoteOf({ environment, whoAmI }: Seen): ProviderStatus['remote'] {
  if (!environment || !whoAmI) return null;
  return { environmentId: whoAmI.environmentId, environmentHost: environment.host, userId: whoAmI.userId };
}

/** A check that needs it runs only after the one that sets it has passed. */
function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a check ran before the one that it needs');
  return value;
}
