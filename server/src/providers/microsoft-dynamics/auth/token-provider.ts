import { AuthError, ConfidentialClientApplication } from '@azure/msal-node';
import { errorCategory } from '@goodfunds/shared';
import { createCachedValue } from '../../../crm/cached-value.ts';
import {
  IntegrationError,
  type IntegrationErrorDetails,
  NonRetryableIntegrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import type { Clock } from '../../../runtime/runtime.ts';
import type { Egress } from '../../../security/egress/egress.ts';
import { readRetryAfter } from '../web-api/retry-after.ts';
import { readTokenRefusal, type TokenRefusal } from './aadsts-errors.ts';
import { createTokenNetwork, type TokenFailure, type TokenNetwork } from './msal-network-client.ts';

export interface TokenSource {
  /**
   * A token for the environment, from memory where one is still good. Those who ask at the same time share one
   * request, which ends when all of their signals have aborted. Rejects with an IntegrationError about the connection
   * or the moment, or with CANCELLED.
   */
  get(signal?: AbortSignal): Promise<string>;
  /** A token other than this refused one. */
  renew(refusedToken: string, signal?: AbortSignal): Promise<string>;
}

export type TokenSettings = {
  /** Origin of the cloud's authority, or of the one that stands in for it. */
  authority: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  environmentOrigin: string;
};

/** Client credentials by MSAL, one application for one (authority, tenant, client, credential). */
export function createTokenSource(settings: TokenSettings, egress: Egress, clock: Clock): TokenSource {
  // MSAL keeps the token until it expires; here callers at the same time share one request.
  const tokens = createCachedValue<string, { skipCache: boolean }>({
    clock,
    maxAgeMs: 0,
    load: ({ skipCache }, abandoned) => acquirePatiently(skipCache, abandoned),
  });
  let opened: Opened | null = null;

  async function acquire(skipCache: boolean, abandoned: AbortSignal): Promise<string> {
    opened ??= openApplication(settings, egress);
    const { application, network } = opened;
    try {
      network.begin(abandoned);
      const scopes = [`${settings.environmentOrigin}/.default`];
      const result = await application.acquireTokenByClientCredential({ scopes, skipCache });
      // MSAL resolves without a token where an answer says nothing that it understands.
      if (!result?.accessToken) throw new RetryableIntegrationError({ code: 'TOKEN_ENDPOINT_UNAVAILABLE' });
      return result.accessToken;
    } catch (error) {
      // MSAL remembers a failure and goes on failing by itself for a minute; when to try again is decided here.
      if (opened?.application === application) opened = null;
      throw tokenError(error, network.lastFailure(), clock.now());
    }
  }

  async function acquirePatiently(skipCache: boolean, abandoned: AbortSignal): Promise<string> {
    // Whoever comes after an abandoned request does not share its network.
    abandoned.addEventListener('abort', forgetApplication, { once: true });
    for (const delayMs of RETRY_DELAYS_MS) {
      try {
        return await acquire(skipCache, abandoned);
      } catch (error) {
        if (!isBlip(error)) throw error;
        await clock.sleep(delayMs, abandoned);
      }
    }
    return acquire(skipCache, abandoned);
  }

  function forgetApplication(): void {
    opened = null;
  }

  const get = (signal?: AbortSignal): Promise<string> =>
    tokens({ skipCache: false }, { signal, refresh: true });

  return {
    get,
    renew: async (refusedToken, signal) => {
      const current = await get(signal);
      if (current !== refusedToken) return current;
      return await tokens({ skipCache: true }, { signal, refresh: true });
    },
  };
}

const RETRY_DELAYS_MS = [300, 900];

/** A reset connection or a 5xx. What took the whole time-out, or names a time, is left to the caller. */
function isBlip(error: unknown): boolean {
  return (
    error instanceof RetryableIntegrationError &&
    error.retryAfterMs === undefined &&
    error.params['failure'] !== 'TIMED_OUT'
  );
}

type Opened = { application: ConfidentialClientApplication; network: TokenNetwork };

function openApplication(settings: TokenSettings, egress: Egress): Opened {
  const network = createTokenNetwork(egress);
  const { clientId, clientSecret } = settings;
  const application = new ConfidentialClientApplication({
    auth: { clientId, clientSecret, ...authorityOptions(settings) },
    system: { networkClient: network },
  });
  return { application, network };
}

/**
 * The endpoints are given, so that MSAL asks nobody for them. It insists on `https` for the authority's name only,
 * which lets an emulator on this machine answer by `http`.
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

function tokenError(error: unknown, failure: TokenFailure | null, nowMs: number): unknown {
  if (failure?.kind === 'NOT_SENT') {
    return integrationError({ code: 'TOKEN_ENDPOINT_UNAVAILABLE', params: { failure: failure.failure } });
  }
  if (failure?.kind === 'REFUSED') {
    const retryAfterMs = readRetryAfter(failure.headers, nowMs);
    return refusalError(failure.refusal, retryAfterMs);
  }
  if (error instanceof IntegrationError || !(error instanceof AuthError)) return error;
  const refusal = {
    status: null,
    error: error.errorCode,
    numbers: [],
    description: error.errorMessage,
    requestId: null,
  };
  // A 200 without a token in it, or nothing readable.
  return error.errorCode.startsWith('token_parsing') || error.errorCode === 'network_error'
    ? integrationError({ code: 'TOKEN_ENDPOINT_UNAVAILABLE' })
    : refusalError(refusal, null);
}

function refusalError(refusal: TokenRefusal, retryAfterMs: number | null): IntegrationError {
  const { code, aadsts } = readTokenRefusal(refusal);
  return integrationError({
    code,
    ...(aadsts === null ? {} : { params: { aadsts } }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(refusal.description === '' ? {} : { detail: refusal.description }),
    ...(refusal.requestId === null ? {} : { requestId: refusal.requestId }),
  });
}

/** Without the cause: what MSAL throws may carry the request, and the request carries the secret. */
function integrationError(details: IntegrationErrorDetails): IntegrationError {
  return errorCategory(details.code) === 'transient'
    ? new RetryableIntegrationError(details)
    : new NonRetryableIntegrationError(details);
}
