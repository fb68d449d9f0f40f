import type { CrmField, CrmIntegrationPort } from '@goodfunds/shared';
import type { IntegrationRecord } from '../store/integrations.ts';
import type { IntegrationContext } from './integration-context.ts';

/** What a change of configuration asks of the CRM. */
export type Remote = {
  fields(signal?: AbortSignal): Promise<CrmField[]>;
  environmentId(signal?: AbortSignal): Promise<string>;
};

/** Behind the credentials as they are stored. */
export function remoteOf(
  { connections, fields }: Pick<IntegrationContext, 'connections' | 'fields'>,
  record: IntegrationRecord,
): Remote {
  return {
    fields: async (signal) => (await fields.fetch(record, signal)).crmFields,
    environmentId: async (signal) => await connections.open(record).getEnvironmentId(signal),
  };
}

/** Behind credentials that are not stored yet. */
export function remoteBehind(port: CrmIntegrationPort): Remote {
  return {
    fields: (signal) => port.getAvailableContactFields(signal),
    environmentId: (signal) => port.getEnvironmentId(signal),
  };
}
