import type { ContactOutcome, CrmIntegrationPort } from '@goodfunds/shared';
import type { Metrics } from '../runtime/metrics.ts';
import { IntegrationError } from './integration-error.ts';

/** The port as it is, with the outcomes counted that it brings contacts to. A dry run brings nobody anywhere. */
export function measuredPort(
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
        if (error instanceof IntegrationError) count(error.settled);
        throw error;
      }
    },
  };
}
