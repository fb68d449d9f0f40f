import { createIntegration } from './create-integration.ts';
import { discoverFields, suggestMapping } from './discover-fields.ts';
import type { IntegrationContext } from './integration-context.ts';
import type { IntegrationUseCases } from './integration-use-cases.ts';
import { getIntegration, listIntegrations } from './read-integrations.ts';
import { removeIntegration } from './remove-integration.ts';
import { testConnection } from './test-connection.ts';
import { updateIntegration } from './update-integration.ts';

export function createIntegrationUseCases(context: IntegrationContext): IntegrationUseCases {
  return {
    providers: () => [...context.providers.descriptors],
    list: (caller) => listIntegrations(context, caller),
    get: (caller, input) => getIntegration(context, caller, input),
    create: (caller, input) => createIntegration(context, caller, input),
    update: (caller, input, signal) => updateIntegration(context, caller, input, signal),
    remove: (caller, input) => removeIntegration(context, caller, input),
    suggestMapping: (caller, input, signal) => suggestMapping(context, caller, input, signal),
    testConnection: (caller, input, options) => testConnection(context, caller, input, options),
    discoverFields: (caller, input, signal) => discoverFields(context, caller, input, signal),
  };
}
