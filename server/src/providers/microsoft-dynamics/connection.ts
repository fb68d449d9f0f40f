import type { CrmField, MicrosoftDynamicsCredentials } from '@goodfunds/shared';
import { type CachedValue, createCachedValue } from '../../crm/cached-value.ts';
import type { ProviderContext } from '../../crm/provider-definition.ts';
import type { Clock } from '../../runtime/runtime.ts';
import { checkEnvironmentUrl, type Environment, type HostSettings } from './auth/clouds.ts';
import { createTokenProvider, type TokenProvider } from './auth/token-provider.ts';
import { readWhoAmI } from './connection-test/privileges.ts';
import { FIND_OPERATION } from './contacts/find-contacts.ts';
import { discoverFields } from './metadata/discover-fields.ts';
import { openDataverseClient } from './web-api/client.ts';
import type { DataverseClient } from './web-api/dataverse-client.ts';
import { createRequestLimiter, type RequestLimiter } from './web-api/request-limiter.ts';
import type { RetryProfile } from './web-api/retry-policy.ts';
import { createThrottleGate } from './web-api/throttle-gate.ts';
import { type AdaptiveLimits, createAdaptiveLimits } from './writes/adaptive-limits.ts';
import { WRITE_OPERATION } from './writes/batch-writes.ts';

/** All that is kept for one environment and one credential as long as the port is. */
export type Connection = {
  readonly environment: Environment;
  readonly limits: AdaptiveLimits;
  /** Shared by all calls of drains. */
  readonly limiter: RequestLimiter;
  /** The priority for the writes of one more call: earlier calls go first, so that they end early. */
  nextWritePriority: () => number;
  openClient: (requestContext: RequestContext) => DataverseClient;
  environmentId: (requestContext: RequestContext) => Promise<string>;
  /** The attributes as discovered within the last ten minutes. */
  fields: (requestContext: RequestContext) => Promise<CrmField[]>;
  /** The attributes as they are now. */
  discoverFields: (requestContext: RequestContext) => Promise<CrmField[]>;
};

export type RequestContext = {
  profile: RetryProfile;
  signal?: AbortSignal | undefined;
  canStart?: ((timeoutMs: number) => boolean) | undefined;
};

export type ConnectionInput = {
  credentials: MicrosoftDynamicsCredentials;
  settings: HostSettings;
  context: ProviderContext;
};

/** Throws where the environment's address is refused. Sends nothing by itself. */
export function connect(input: ConnectionInput): Connection {
  const { egress, runtime, log } = input.context;
  const environment = checkEnvironmentUrl(input.credentials.environmentUrl, input.settings);
  const tokens = createTokens(input, environment);
  const limits = createAdaptiveLimits();
  const gate = createGate(input, environment, () => limits.note({ kind: 'THROTTLED' }));
  let calls = 0;
  const openClient = (requestContext: RequestContext): DataverseClient =>
    openDataverseClient(
      { environment, egress, runtime, tokens, gate, log },
      {
        ...requestContext,
        onBatch: ({ operation, parts: rows, durationMs }) => {
          const mode = MODES[operation];
          if (mode) limits.note({ kind: 'ANSWERED', mode, rows, durationMs });
        },
        onHint: (concurrency) => limits.note({ kind: 'HINTED', concurrency }),
      },
    );
  const environmentId = createSharedRead(
    openClient,
    runtime.clock,
    ENVIRONMENT_ID_MAX_AGE_MS,
    async (client) => (await readWhoAmI(client)).environmentId,
  );
  const fields = createSharedRead(openClient, runtime.clock, FIELDS_MAX_AGE_MS, discoverFields);

  return {
    environment,
    limits,
    limiter: createRequestLimiter(() => limits.current().concurrency),
    nextWritePriority: () => {
      calls += 1;
      return -calls;
    },
    openClient,
    environmentId: (requestContext) => environmentId(requestContext),
    fields: (requestContext) => fields(requestContext),
    discoverFields: (requestContext) => fields(requestContext, { refresh: true }),
  };
}

/** Reads once for all concurrent callers. */
function createSharedRead<Value extends string | object>(
  openClient: Connection['openClient'],
  clock: Clock,
  maxAgeMs: number,
  read: (client: DataverseClient) => Promise<Value>,
): CachedValue<Value, RequestContext> {
  let loader: RequestContext | null = null;
  const cached = createCachedValue<Value, RequestContext>({
    clock,
    maxAgeMs,
    load: (requestContext, signal) => {
      loader = requestContext;
      return read(openClient({ ...requestContext, signal }));
    },
  });
  return async (requestContext, { refresh = false } = {}) => {
    const options = { signal: requestContext.signal, refresh };
    try {
      return await cached(requestContext, options);
    } catch (error) {
      // Another caller's read fails by that caller's lease and profile.
      if (loader === requestContext || requestContext.signal?.aborted) throw error;
      return await cached(requestContext, options);
    }
  };
}

/** For a connection test: remembers no token and no failure. */
export function openTestClient(
  input: ConnectionInput,
  environment: Environment,
  signal: AbortSignal | undefined,
): { tokens: TokenProvider; client: DataverseClient } {
  const { egress, runtime, log } = input.context;
  const tokens = createTokens(input, environment);
  const gate = createGate(input, environment);
  const client = openDataverseClient(
    { environment, egress, runtime, tokens, gate, log },
    { profile: 'interactive', signal },
  );
  return { tokens, client };
}

function createTokens({ credentials, context }: ConnectionInput, environment: Environment): TokenProvider {
  const { tenantId, clientId, clientSecret } = credentials;
  return createTokenProvider(
    {
      authority: environment.authority,
      tenantId,
      clientId,
      clientSecret,
      environmentOrigin: environment.origin,
    },
    context.egress,
    context.runtime.clock,
  );
}

/** Dataverse counts by user and environment, and an application has one user in each. */
function createGate(
  { credentials, context }: ConnectionInput,
  environment: Environment,
  onThrottled?: () => void,
) {
  return createThrottleGate({
    key: `${environment.host} ${credentials.clientId}`,
    store: context.throttleStore,
    clock: context.runtime.clock,
    ...(onThrottled && { onThrottled }),
  });
}

/** The requests whose time per row is measured; CreateMultiple measures its own. */
const MODES: Readonly<Record<string, 'FIND' | 'BATCH'>> = {
  [FIND_OPERATION]: 'FIND',
  [WRITE_OPERATION]: 'BATCH',
};

/** An address gets another environment behind it only when that is restored or copied over. */
const ENVIRONMENT_ID_MAX_AGE_MS = 15 * 60_000;
const FIELDS_MAX_AGE_MS = 10 * 60_000;
