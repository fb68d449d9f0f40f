import { NonRetryableIntegrationError } from './integration-error.ts';
import type { CrmProviderDefinition } from './provider-definition.ts';

export type ProviderRegistry = ReturnType<typeof createProviderRegistry>;

/** The providers of the service, by id. */
export function createProviderRegistry(providers: readonly CrmProviderDefinition[]) {
  const byId = new Map(providers.map((provider) => [provider.descriptor.id, provider]));
  if (byId.size < providers.length) throw new Error('two providers have the same id');
  return {
    descriptors: providers.map(({ descriptor }) => descriptor),
    find: (id: string): CrmProviderDefinition | null => byId.get(id) ?? null,
    /** Throws BAD_REQUEST for an unknown id. */
    get: (id: string): CrmProviderDefinition => {
      const provider = byId.get(id);
      if (provider) return provider;
      throw new NonRetryableIntegrationError({ code: 'BAD_REQUEST', params: { provider: id } });
    },
  };
}
