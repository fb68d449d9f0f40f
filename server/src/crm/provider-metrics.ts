import type { ContactOutcome, CrmIntegrationPort } from '@goodfunds/shared';
import type { Metrics } from '../runtime/metrics.ts';
import type { Egress } from '../security/egress/egress.ts';
import { IntegrationError } from './integration-error.ts';
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

/** Counts the outcomes of `createOrUpdateContacts`; dry runs are not counted. */
export function measurePort(
  port: CrmIntegrationPort,
  metrics: Pick<Metrics, 'itemsEnded'>,
): CrmIntegrationPort {
  const count = (outcomes: readonly ContactOutcome[]): void =>
    metrics.itemsEnded(outcomes.map(({ outcome }) => outcome));
  return {
    capabilities: port.capabilities,
    getProviderStatus: (options) => port.getProviderStatus(options),
    getEnvironmentId: (signal) => port.getEnvironmentId(signal),
    getAvailableContactFields: (signal) => port.getAvailableContactFields(signal),
    findContacts: (emails, attributes, signal) => port.findContacts(emails, attributes, signal),
    createOrUpdateContacts: async (contacts, options, signal) => {
      if (options.dryRun) return await port.createOrUpdateContacts(contacts, options, signal);
      try {
        const outcomes = await port.createOrUpdateContacts(contacts, options, signal);
        count(outcomes);
        return outcomes;
      } catch (error) {
        if (error instanceof IntegrationError) count(error.resolved);
        throw error;
      }
    },
  };
}
