import type { IntegrationWithHealth, ProviderDescriptor } from '@goodfunds/shared';
import { useMemo } from 'react';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Alerts } from '../integration/alerts.tsx';
import { IntegrationContextProvider } from '../integration/integration-context.tsx';
import { IntegrationHeader } from '../integration/integration-header.tsx';
import { attributeLabels } from '../integration/labels.ts';
import { NameQuestion } from '../integration/name-question.tsx';
import type { StepId } from '../integration/step-props.ts';
import { useDraft } from '../integration/use-draft.ts';
import { useFields } from '../integration/use-fields.ts';
import { STEPS } from './steps.ts';
import { StepsNav } from './steps-nav.tsx';

type IntegrationViewProps = {
  integration: IntegrationWithHealth;
  provider: ProviderDescriptor;
  step: StepId;
  focusHeading: boolean;
  goTo: (step: StepId) => void;
  onRemoved: () => void;
};

/** One integration: its health, its steps, and the step that is open. */
export function IntegrationView(props: IntegrationViewProps) {
  const { integration, provider, step, focusHeading, goTo, onRemoved } = props;
  const { language } = useI18n();
  const draft = useDraft(integration);
  const fields = useFields(integration.id);
  const context = useMemo(
    () => ({
      integrationId: integration.id,
      crm: provider.shortName,
      requiredMapping: provider.requiredMapping,
      objectionAttributes: provider.objectionAttributes,
      labels: attributeLabels(fields.query.data?.crmFields ?? [], language),
    }),
    [integration.id, provider, fields.query.data, language],
  );
  return (
    <IntegrationContextProvider value={context}>
      <IntegrationHeader integration={integration} onRemoved={onRemoved} />
      <Alerts integration={integration} step={step} goTo={goTo} />
      <NameQuestion integration={integration} goTo={goTo} />
      <StepsNav current={step} provider={provider} integration={integration} goTo={goTo} />
      {STEPS.map(
        ({ id, Component }) =>
          id === step && (
            <Component key={id} {...{ integration, provider, draft, fields, focusHeading, goTo }} />
          ),
      )}
    </IntegrationContextProvider>
  );
}
