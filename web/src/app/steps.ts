import {
  hasOwnRows,
  type Integration,
  type IntegrationWithHealth,
  type ProviderDescriptor,
} from '@goodfunds/shared';
import type { ComponentType } from 'react';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { StepId, StepProps } from '../integration/step-props.ts';
import { CredentialsStep } from '../steps/connection/credentials-step.tsx';
import { MappingStep } from '../steps/mapping/mapping-step.tsx';
import { ReviewsStep } from '../steps/reviews/reviews-step.tsx';
import { StrategyStep } from '../steps/rules/strategy-step.tsx';
import { SyncStep } from '../steps/sync/sync-step.tsx';

type StepDefinition = {
  id: StepId;
  title: (texts: Catalogue) => string;
  isDone: (integration: Pick<Integration, 'mapping'>, provider: ProviderDescriptor) => boolean;
  /** What waits for the person in this step. */
  countOf?: (integration: IntegrationWithHealth) => number;
  Component: ComponentType<StepProps>;
};

/** The steps of an integration, in order. */
export const STEPS: readonly StepDefinition[] = [
  {
    id: 'credentials',
    title: ({ credentials }) => credentials.step,
    isDone: () => true,
    Component: CredentialsStep,
  },
  { id: 'mapping', title: ({ mapping }) => mapping.step, isDone: isMapped, Component: MappingStep },
  { id: 'strategy', title: ({ strategy }) => strategy.step, isDone: isMapped, Component: StrategyStep },
  { id: 'sync', title: ({ sync }) => sync.step, isDone: () => false, Component: SyncStep },
  {
    id: 'reviews',
    title: ({ reviews }) => reviews.step,
    isDone: () => false,
    countOf: ({ health }) => health.openReviews,
    Component: ReviewsStep,
  },
];

function isMapped({ mapping }: Pick<Integration, 'mapping'>, provider: ProviderDescriptor): boolean {
  return hasOwnRows(provider.requiredMapping, mapping);
}
