import { hasOwnRows, type Integration, type Mapping, type ProviderDescriptor } from '@goodfunds/shared';

export const STEPS = ['credentials', 'mapping', 'strategy', 'sync'] as const;
export type Step = (typeof STEPS)[number];

/** Where the person is. */
export type Place =
  | { at: 'overview' }
  | { at: 'new'; provider: string }
  | { at: 'integration'; integrationId: string; step: Step };

export type Navigation = {
  place: Place;
  /** Whether the person moved here; then the focus follows. */
  moved: boolean;
};

/** With one integration there is nothing to choose, so the panel opens it. */
export function firstPlace(
  integrations: readonly Pick<Integration, 'id' | 'provider' | 'mapping'>[],
  providers: readonly ProviderDescriptor[],
): Place {
  const [only] = integrations;
  if (!only || integrations.length > 1) return { at: 'overview' };
  return { at: 'integration', integrationId: only.id, step: firstStep(only, providers) };
}

/** Who is still setting up goes on there; who is done wants to see how it runs. */
export function firstStep(
  { provider, mapping }: Pick<Integration, 'provider' | 'mapping'>,
  providers: readonly ProviderDescriptor[],
): Step {
  return hasOwnRows(requiredMappingOf(provider, providers), mapping) ? 'sync' : 'mapping';
}

/** The rows that every mapping of the provider has; none of one that is no longer offered. */
export function requiredMappingOf(provider: string, providers: readonly ProviderDescriptor[]): Mapping {
  return providers.find(({ id }) => id === provider)?.requiredMapping ?? {};
}
