import type { CrmIntegrationPort } from '@goodfunds/shared';
import { createConnections as createPortConnections } from '../crm/connections.ts';
import type { ProviderContext } from '../crm/crm-provider-definition.ts';
import type { ProviderRegistry } from '../crm/provider-registry.ts';
import type { SecretSealer } from '../security/secret-sealer.ts';
import type { IntegrationRecord } from '../store/integration-store.ts';
import { clearCredentials } from './stored-secrets.ts';

/** The open connections of stored integrations, kept for as long as their credentials stay the same. */
export interface Connections {
  open(integration: IntegrationRecord): Promise<CrmIntegrationPort>;
  /** The next `open` begins anew: without the token, the fields and the failures of the one before. */
  forget(integrationId: string): void;
}

export function createConnections(dependencies: {
  providers: ProviderRegistry;
  providerContext: ProviderContext;
  sealer: SecretSealer;
}): Connections {
  const { providers, providerContext, sealer } = dependencies;
  const ports = createPortConnections<IntegrationRecord>({
    providers,
    context: providerContext,
    unseal: ({ credentials }) => clearCredentials(sealer, credentials),
  });
  return {
    open: (integration) => {
      const { id, provider, credentialsVersion } = integration;
      return ports.open({ integrationId: id, provider, credentialsVersion, credentials: integration });
    },
    forget: (integrationId) => ports.forget(integrationId),
  };
}
