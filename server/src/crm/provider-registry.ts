import type { ProviderDescriptor } from '@goodfunds/shared';
import { NonRetryableIntegrationError } from './integration-error.ts';
import type { CrmProviderDefinition } from './provider-definition.ts';

/** The providers of the service, by id. */
export interface ProviderRegistry {
  readonly descriptors: readonly ProviderDescriptor[];
  find(id: string): CrmProviderDefinition | null;
  /** Throws BAD_REQUEST for an unknown id. */
  get(id: string): CrmProviderDefinition;
}

export function createProviderRegistry(providers: readonly CrmProviderDefinition[]): ProviderRegistry {
  const byId = new Map(providers.map((provider) => [provider.descriptor.id, provider]));
  if (byId.size < providers.length) throw new Error('two providers have the same id');
  return {
    descriptors: providers.map(({ descriptor }) => descriptor),
    find: (id) => byId.get(id) ?? null,
    get: (id) => {
      const provider = byId.get(id);
      if (provider) return provider;
      throw new NonRetryableIntegrationError({ code: 'BAD_REQUEST', params: { provider: id } });
    },
  };
}
