import type { IntegrationWithHealth, ProviderDescriptor } from '@goodfunds/shared';
import type { DraftState } from './use-draft.ts';
import type { useFields } from './use-fields.ts';

export type StepId = 'credentials' | 'mapping' | 'strategy' | 'sync' | 'reviews';

/** What every step of an integration is rendered with. */
export type StepProps = {
  integration: IntegrationWithHealth;
  provider: ProviderDescriptor;
  draft: DraftState;
  fields: ReturnType<typeof useFields>;
  /** Whether the person navigated here, as opposed to opening the panel. */
  focusHeading: boolean;
  goTo: (step: StepId) => void;
};
