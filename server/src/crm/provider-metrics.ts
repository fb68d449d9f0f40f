import type { Metrics } from '../runtime/metrics.ts';
import type { Egress } from '../security/egress/egress.ts';
import type { ProviderContext } from './provider-definition.ts';

/** Counts the CRM requests, token requests and throttles of the providers. */
export function measureContext(context: ProviderContext, metrics: Metrics): ProviderContext {
  const { throttleStore, runtime } = context;
  return {
    runtime,
    egress: measureTokenRequests(context.egress, metrics),
    throttleStore: {
      blockedUntil: (key) => throttleStore.blockedUntil(key),
      block: async (key, untilMs) => {
        const knownUntilMs = (await throttleStore.blockedUntil(key)) ?? runtime.clock.now();
        await throttleStore.block(key, untilMs);
        metrics.throttled(untilMs - knownUntilMs);
      },
    },
    log: (entry) => {
      context.log(entry);
      metrics.crmRequest(entry);
    },
  };
}

/** MSAL sends token requests, not the providers, so they are recognised by the path of OAuth 2.0. */
function measureTokenRequests(egress: Egress, metrics: Pick<Metrics, 'tokenRequest'>): Egress {
  return {
    refusal: (url, allowedHosts) => egress.refusal(url, allowedHosts),
    request: async (request) => {
      if (!request.url.pathname.endsWith('/token')) return await egress.request(request);
      try {
        const response = await egress.request(request);
        metrics.tokenRequest(response.status);
        return response;
      } catch (error) {
        metrics.tokenRequest(null);
        throw error;
      }
    },
  };
}
