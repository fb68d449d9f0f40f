import type { MicrosoftDynamicsCredentials } from '@goodfunds/shared';
import { createCachedValue } from '../../crm/cached-value.ts';
import type { ProviderContext } from '../../crm/provider-definition.ts';
import type { Clock } from '../../runtime/runtime.ts';
import { RETRY_BUDGET_MS } from '../../runtime/timeouts.ts';
import { checkEnvironmentUrl, type Environment, type HostSettings } from './auth/clouds.ts';
import { createTokenProvider, type TokenProvider } from './auth/token-provider.ts';
import { readWhoAmI } from './connection-test/privileges.ts';
import { FIND_OPERATION } from './contacts/find-contacts.ts';
import { discoverFields } from './metadata/discover-fields.ts';
import { type DataverseClient, openDataverseClient } from './web-api/client.ts';
import { createRequestLimiter } from './web-api/request-limiter.ts';
import type { RequestContext, WebApiContext } from './web-api/send-request.ts';
import { createThrottleGate } from './web-api/throttle-gate.ts';
import { createAdaptiveLimits } from './writes/adaptive-limits.ts';
import { WRITE_OPERATION } from './writes/batch-writes.ts';

export type Connection = ReturnType<typeof connect>;

export type ConnectionInput = {
  credentials: MicrosoftDynamicsCredentials;
  settings: HostSettings;
  context: ProviderContext;
};

/**
 * The shared state of one environment and credential, for the lifetime of the port. Throws if the environment's URL is
 * refused. Sends nothing.
 */
export function connect(input: ConnectionInput) {
  const { egress, runtime, log } = input.context;
  const environment = checkEnvironmentUrl(input.credentials.environmentUrl, input.settings);
  const tokens = createTokens(input, environment);
  const limits = createAdaptiveLimits();
  const gate = createGate(input, environment, {
    probes: input.context.probesThrottle ?? false,
    onThrottled: () => limits.note({ kind: 'THROTTLED' }),
  });
  let calls = 0;
  const webApi: WebApiContext = {
    environment,
    egress,
    runtime,
    tokens,
    gate,
    log,
    onBatch: ({ operation, parts: rows, durationMs }) => {
      const mode = MODES[operation];
      if (mode) limits.note({ kind: 'ANSWERED', mode, rows, durationMs });
    },
    onHint: (concurrency) => limits.note({ kind: 'HINTED', concurrency }),
  };
  const openClient = (call: RequestContext): DataverseClient => openDataverseClient(webApi, call);
  const whoAmI = createCachedValue({
    clock: runtime.clock,
    maxAgeMs: WHO_AM_I_MAX_AGE_MS,
    load: (call: RequestContext, signal) => readWhoAmI(openClient({ ...call, signal })),
  });
  const fields = createCachedValue({
    clock: runtime.clock,
    maxAgeMs: FIELDS_MAX_AGE_MS,
    load: (call: RequestContext, signal) => discoverFields(openClient({ ...call, signal })),
  });

  return {
    environment,
    limits,
    /** Shared by all calls of drains. */
    limiter: createRequestLimiter(() => limits.current().concurrency),
    /** The priority for the writes of one more call: earlier calls go first, so that they end early. */
    nextWritePriority: (): number => {
      calls += 1;
      return -calls;
    },
    /** The context of one call, whose retries end with the budget of its profile. */
    startCall: (call: Omit<RequestContext, 'retryUntilMs'>) => startCall(call, runtime.clock),
    openClient,
    whoAmI: (call: RequestContext) => whoAmI(call, call),
    /** The attributes as discovered within the last ten minutes. */
    fields: (call: RequestContext) => fields(call, call),
    /** The attributes as they are now. */
    discoverFields: (call: RequestContext) => fields(call, { ...call, refresh: true }),
  };
}

function startCall(call: Omit<RequestContext, 'retryUntilMs'>, clock: Clock): RequestContext {
  return { ...call, retryUntilMs: clock.now() + RETRY_BUDGET_MS[call.profile] };
}

/** For a connection test: remembers no token and no failure, and a throttle only if the CRM still throttles. */
export function openTestClient(
  input: ConnectionInput,
  environment: Environment,
  signal: AbortSignal | undefined,
): { tokens: TokenProvider; client: DataverseClient } {
  const { egress, runtime, log } = input.context;
  const tokens = createTokens(input, environment);
  const gate = createGate(input, environment, { probes: true });
  const client = openDataverseClient(
    { environment, egress, runtime, tokens, gate, log },
    startCall({ profile: 'interactive', signal }, runtime.clock),
  );
  return { tokens, client };
}

function createTokens({ credentials, context }: ConnectionInput, environment: Environment): TokenProvider {
  const { authority, origin: environmentOrigin } = environment;
  const settings = { ...credentials, authority, environmentOrigin };
  return createTokenProvider(settings, context);
}

/** Dataverse counts by user and environment, and an application has one user in each. */
function createGate(
  { credentials, context }: ConnectionInput,
  environment: Environment,
  options: { probes: boolean; onThrottled?: () => void },
) {
  return createThrottleGate({
    key: `${environment.host} ${credentials.clientId}`,
    store: context.throttleStore,
    clock: context.runtime.clock,
    ...options,
  });
}

/** The requests whose time per row is measured; CreateMultiple measures its own. */
const MODES: Readonly<Record<string, 'FIND' | 'BATCH'>> = {
  [FIND_OPERATION]: 'FIND',
  [WRITE_OPERATION]: 'BATCH',
};

/** The environment of a URL changes only when it is restored or copied over. */
const WHO_AM_I_MAX_AGE_MS = 15 * 60_000;
const FIELDS_MAX_AGE_MS = 10 * 60_000;
