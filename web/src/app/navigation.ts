import { hasOwnRows, type Integration, type ProviderDescriptor } from '@goodfunds/shared';
import { requiredMappingOf } from '../integration/health.ts';
import type { StepId } from '../integration/step-props.ts';

/** What the panel shows. */
export type Place =
  | { at: 'overview' }
  | { at: 'new'; provider: string }
  | { at: 'integration'; integrationId: string; step: StepId };

/** With one integration there is nothing to choose, so the panel opens it. */
export function firstPlace(
  integrations: readonly Pick<Integration, 'id' | 'provider' | 'mapping'>[],
  providers: readonly ProviderDescriptor[],
): Place {
  const [only] = integrations;
  if (!only || integrations.length > 1) return { at: 'overview' };
  return { at: 'integration', integrationId: only.id, step: firstStep(only, providers) };
}

/** An unfinished set-up continues with the mapping; a finished one shows its runs. */
export function firstStep(
  { provider, mapping }: Pick<Integration, 'provider' | 'mapping'>,
  providers: readonly ProviderDescriptor[],
): StepId {
  return hasOwnRows(requiredMappingOf(provider, providers), mapping) ? 'sync' : 'mapping';
}
