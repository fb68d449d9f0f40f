import type { CrmIntegrationPort } from '@goodfunds/shared';
import type { ProviderContext } from './crm-provider-definition.ts';
import { NonRetryableIntegrationError } from './integration-error.ts';
import type { ProviderRegistry } from './provider-registry.ts';

/** What is stored of an integration's way to its CRM. */
export type StoredConnection<Sealed> = {
  integrationId: string;
  provider: string;
  /** Grows with every change of the credentials. */
  credentialsVersion: number;
  credentials: Sealed;
};

/** Opens the ports of stored integrations and keeps them, with their tokens, pools and discovered fields. */
export interface Connections<Sealed> {
  /**
   * One port per integration and version of its credentials: callers at the same time share it, a newer version
   * drops the older one. Rejects with CREDENTIAL_MISSING where what is stored no longer suits the provider.
   */
  open(stored: StoredConnection<Sealed>): Promise<CrmIntegrationPort>;
  /** Drops what is kept of an integration, such as one that was removed. */
  forget(integrationId: string): void;
}

export type ConnectionsOptions<Sealed> = {
  providers: ProviderRegistry;
  context: ProviderContext;
  /** The credentials in clear, as they were given; whatever it rejects with reaches the caller. */
  unseal: (stored: StoredConnection<Sealed>) => unknown;
  /** How many ports are kept; the one not used for longest goes first. */
  maxOpen?: number;
};

export function createConnections<Sealed>(options: ConnectionsOptions<Sealed>): Connections<Sealed> {
  const { maxOpen = 500 } = options;
  const kept = new Map<string, { credentialsVersion: number; port: Promise<CrmIntegrationPort> }>();

  return {
    open: (stored) => {
      const { integrationId, credentialsVersion } = stored;
      const known = kept.get(integrationId);
      if (known && known.credentialsVersion > credentialsVersion) return openPort(stored, options);
      const port = known?.credentialsVersion === credentialsVersion ? known.port : openPort(stored, options);
      const entry = { credentialsVersion, port };
      kept.delete(integrationId);
      kept.set(integrationId, entry);
      dropOldest(kept, maxOpen);
      // A failure is not kept: what was missing may be there the next time.
      port.catch(() => {
        if (kept.get(integrationId)?.port === port) kept.delete(integrationId);
      });
      return port;
    },
    forget: (integrationId) => {
      kept.delete(integrationId);
    },
  };
}

async function openPort<Sealed>(
  stored: StoredConnection<Sealed>,
  { providers, context, unseal }: ConnectionsOptions<Sealed>,
): Promise<CrmIntegrationPort> {
  const provider = providers.get(stored.provider);
  const parsed = provider.credentialsSchema.safeParse(await unseal(stored));
  if (parsed.success) return provider.open(parsed.data, context);
  const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))];
  throw new NonRetryableIntegrationError({ code: 'CREDENTIAL_MISSING', params: { fields } });
}

function dropOldest(kept: Map<string, unknown>, maxOpen: number): void {
  for (const integrationId of kept.keys()) {
    if (kept.size <= maxOpen) return;
    kept.delete(integrationId);
  }
}
