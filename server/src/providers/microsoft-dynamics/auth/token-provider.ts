import { AuthError, ConfidentialClientApplication } from '@azure/msal-node';
import type { ErrorParams } from '@goodfunds/shared';
import { createCachedValue } from '../../../crm/cached-value.ts';
import { readRedirect, readRetryAfter } from '../../../crm/http-response.ts';
import {
  IntegrationError,
  integrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import type { ProviderContext } from '../../../crm/provider-definition.ts';
import { MAX_RETRY_AFTER_MS, TOKEN_RETRY_DELAYS_MS } from '../../../runtime/timeouts.ts';
import { readTokenRefusal, type TokenRefusal } from './aadsts-errors.ts';
import { createMsalNetworkClient, type MsalNetworkClient, type TokenFailure } from './msal-network-client.ts';

export type TokenProvider = ReturnType<typeof createTokenProvider>;

export type TokenSettings = {
  /** Origin of the cloud's authority, or of the one that replaces it in development. */
  authority: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  environmentOrigin: string;
};

type TokenContext = Pick<ProviderContext, 'egress' | 'runtime' | 'countTokenRequest'>;

/**
 * Client credentials through MSAL, which keeps the token until it expires. Concurrent callers share one token request.
 * Rejects with an IntegrationError.
 */
export function createTokenProvider(settings: TokenSettings, context: TokenContext) {
  const { clock } = context.runtime;
  const requests = createCachedValue<string, MsalCache>({ clock, maxAgeMs: 0, load: acquireWithRetries });
  let msal: Msal | null = null;

  async function acquireWithRetries(cache: MsalCache, signal: AbortSignal): Promise<string> {
    // A later request must not use the network client of an aborted one.
    signal.addEventListener('abort', forgetMsal, { once: true });
    for (const delayMs of TOKEN_RETRY_DELAYS_MS) {
      try {
        return await acquire(cache, signal);
      } catch (error) {
        if (!isShortOutage(error)) throw error;
        await clock.sleep(delayMs, signal);
      }
    }
    return acquire(cache, signal);
  }

  async function acquire(cache: MsalCache, signal: AbortSignal): Promise<string> {
    const { application, network } = (msal ??= openMsal(settings, context));
    try {
      network.begin(signal);
      const result = await application.acquireTokenByClientCredential({
        scopes: [`${settings.environmentOrigin}/.default`],
        skipCache: cache === 'SKIP',
      });
      // MSAL resolves without a token if it understands nothing in the answer.
      if (!result?.accessToken) throw new RetryableIntegrationError({ code: 'TOKEN_ENDPOINT_UNAVAILABLE' });
      return result.accessToken;
    } catch (error) {
      // After a failure MSAL fails for a minute without a request, but this module decides when to retry.
      forgetMsal();
      throw tokenError(error, network.lastFailure(), clock.now());
    }
  }

  function forgetMsal(): void {
    msal = null;
  }

  const get = (signal?: AbortSignal): Promise<string> => requests('USE', { signal, refresh: true });

  return {
    /** A token for the environment, from the cache while it is valid. */
    get,
    /** A token other than the one that Dataverse refused. */
    renew: async (refusedToken: string, signal?: AbortSignal): Promise<string> => {
      const current = await get(signal);
      if (current !== refusedToken) return current;
      return await requests('SKIP', { signal, refresh: true });
    },
  };
}

/** A reset connection or a 5xx. The caller retries after a time-out, and after a wait that the server asks for. */
function isShortOutage(error: unknown): boolean {
  return (
    error instanceof RetryableIntegrationError &&
    error.retryAfterMs === undefined &&
    error.params['failure'] !== 'TIMED_OUT'
  );
}

type MsalCache = 'USE' | 'SKIP';

type Msal = { application: ConfidentialClientApplication; network: MsalNetworkClient };

function openMsal(settings: TokenSettings, context: TokenContext): Msal {
  const network = createMsalNetworkClient(context);
  const { clientId, clientSecret } = settings;
  const application = new ConfidentialClientApplication({
    auth: { clientId, clientSecret, ...authorityOptions(settings) },
    system: { networkClient: network },
  });
  return { application, network };
}

/**
 * With given endpoints MSAL sends no discovery request. It requires `https` of the authority only, so an emulator
 * can serve the token endpoint by `http`.
 */
function authorityOptions({ authority, tenantId }: TokenSettings) {
  const { host } = new URL(authority);
  return {
    authority: `https://${host}/${tenantId}`,
    knownAuthorities: [host],
    authorityMetadata: JSON.stringify({
      authorization_endpoint: `${authority}/${tenantId}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/${tenantId}/oauth2/v2.0/token`,
      issuer: `${authority}/${tenantId}/v2.0`,
      jwks_uri: `${authority}/${tenantId}/discovery/v2.0/keys`,
    }),
  };
}

/** Without the cause: an MSAL error can contain the request with the secret. */
function tokenError(error: unknown, failure: TokenFailure | null, nowMs: number): unknown {
  if (failure?.kind === 'NOT_SENT') {
    return integrationError({ code: 'TOKEN_ENDPOINT_UNAVAILABLE', params: { failure: failure.failure } });
  }
  if (failure?.kind === 'REFUSED') {
    const { refusal, headers } = failure;
    return refusalError(refusal, {
      retryAfterMs: readRetryAfter(headers, nowMs, MAX_RETRY_AFTER_MS.other) ?? undefined,
      redirect: readRedirect(headers),
    });
  }
  if (error instanceof IntegrationError || !(error instanceof AuthError)) return error;
  const refusal = {
    status: null,
    error: error.errorCode,
    numbers: [],
    description: error.errorMessage,
    requestId: null,
  };
  // A 200 without a token, or an unreadable answer.
  return error.errorCode.startsWith('token_parsing') || error.errorCode === 'network_error'
    ? integrationError({ code: 'TOKEN_ENDPOINT_UNAVAILABLE' })
    : refusalError(refusal);
}

function refusalError(
  refusal: TokenRefusal,
  answer: { retryAfterMs?: number | undefined; redirect?: ErrorParams } = {},
): IntegrationError {
  const { code, aadsts } = readTokenRefusal(refusal);
  return integrationError({
    code,
    params: { ...(code === 'REDIRECTED' && answer.redirect), ...(aadsts !== null && { aadsts }) },
    retryAfterMs: answer.retryAfterMs,
    detail: refusal.description || undefined,
    requestId: refusal.requestId ?? undefined,
  });
}
