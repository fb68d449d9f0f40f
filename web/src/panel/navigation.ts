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
export function firstPlace(integrations: readonly { id: string; mapping: object }[]): Place {
  const [only] = integrations;
  if (!only || integrations.length > 1) return { at: 'overview' };
  return { at: 'integration', integrationId: only.id, step: firstStep(only) };
}

/** Who is still setting up goes on there; who is done wants to see how it runs. */
export function firstStep(integration: { mapping: object }): Step {
  return hasMapping(integration) ? 'sync' : 'mapping';
}

/** The row that recognises a person is always there; what counts is whether a person has mapped anything. */
export function hasMapping({ mapping }: { mapping: object }): boolean {
  return Object.keys(mapping).length > 1;
}
