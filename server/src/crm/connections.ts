import type { CrmIntegrationPort } from '@goodfunds/shared';
import { LRUCache } from 'lru-cache';
import { NonRetryableIntegrationError } from './integration-error.ts';
import type { ProviderContext } from './provider-definition.ts';
import type { ProviderRegistry } from './provider-registry.ts';

/** What identifies the connection of a stored integration. */
export type StoredConnection = {
  id: string;
  provider: string;
  /** Increases with every change of the credentials. */
  credentialsVersion: number;
};

export type Connections<Integration extends StoredConnection> = ReturnType<
  typeof createConnections<Integration>
>;

/** Keeps one port per integration, because a port holds its token, request limit and discovered attributes. */
export function createConnections<Integration extends StoredConnection>(options: {
  providers: ProviderRegistry;
  context: ProviderContext;
  /** The decrypted credentials. What it throws reaches the caller of `open`. */
  credentialsOf: (integration: Integration) => unknown;
  /** The least recently used port is dropped first. */
  maxOpen?: number;
}) {
  const { providers, context, credentialsOf, maxOpen = 500 } = options;
  const kept = new LRUCache<string, { credentialsVersion: number; port: CrmIntegrationPort }>({
    max: maxOpen,
  });

  const openPort = (integration: Integration): CrmIntegrationPort => {
    const provider = providers.get(integration.provider);
    const parsed = provider.credentialsSchema.safeParse(credentialsOf(integration));
    if (parsed.success) return provider.open(parsed.data, context);
    const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))];
    throw new NonRetryableIntegrationError({ code: 'CREDENTIAL_MISSING', params: { fields } });
  };

  return {
    /**
     * The port for the integration's current credentials. A newer version of the credentials replaces the port of an
     * older one. Throws CREDENTIAL_MISSING where the stored credentials no longer match the provider's schema.
     */
    open: (integration: Integration): CrmIntegrationPort => {
      const { id, credentialsVersion } = integration;
      const known = kept.get(id);
      if (known?.credentialsVersion === credentialsVersion) return known.port;
      const port = openPort(integration);
      // A caller that read older credentials must not replace the port for the newer ones.
      if (!known || known.credentialsVersion < credentialsVersion) kept.set(id, { credentialsVersion, port });
      return port;
    },
    /** Drops the port of a removed integration. */
    forget: (integrationId: string): void => {
      kept.delete(integrationId);
    },
  };
}
