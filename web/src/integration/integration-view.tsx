import { hasOwnRows, type IntegrationWithHealth, type ProviderDescriptor } from '@goodfunds/shared';
import { useMemo } from 'react';
import type { Step } from '../app/navigation.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { CredentialsStep } from '../steps/connection/credentials-step.tsx';
import { MappingStep } from '../steps/mapping/mapping-step.tsx';
import { StrategyStep } from '../steps/rules/strategy-step.tsx';
import { SyncStep } from '../steps/sync/sync-step.tsx';
import { IntegrationContextProvider } from './integration-context.tsx';
import { IntegrationHeader } from './integration-header.tsx';
import { attributeLabels } from './labels.ts';
import { MeanwhileNotice } from './meanwhile-notice.tsx';
import { SaveBar } from './save-bar.tsx';
import { StepsNav } from './steps-nav.tsx';
import { Troubles } from './troubles.tsx';
import { useDraft } from './use-draft.ts';
import { useFields } from './use-fields.ts';

type IntegrationViewProps = {
  integration: IntegrationWithHealth;
  provider: ProviderDescriptor;
  step: Step;
  moved: boolean;
  onStep: (step: Step) => void;
  onRemoved: () => void;
};

/** One integration: how it is doing, its steps, and the one that is open. */
export function IntegrationView(props: IntegrationViewProps) {
  const { integration, provider, step, moved, onStep, onRemoved } = props;
  const { language } = useSpeech();
  const draft = useDraft(integration);
  const fields = useFields(integration.id);
  const context = useMemo(
    () => ({
      integrationId: integration.id,
      crm: provider.shortName,
      requiredMapping: provider.requiredMapping,
      labels: attributeLabels(fields.query.data?.crmFields ?? [], language),
    }),
    [integration.id, provider, fields.query.data, language],
  );
  const isMapped = hasOwnRows(provider.requiredMapping, integration.mapping);
  const saveBar = (
    <SaveBar
      integration={integration}
      draft={draft}
      isLastStep={step === 'strategy'}
      onSaved={({ enabled }) => {
        if (enabled && step === 'strategy') onStep('sync');
      }}
    />
  );
  const done: Step[] = ['credentials', ...(isMapped ? (['mapping', 'strategy'] as const) : [])];

  return (
    <IntegrationContextProvider value={context}>
      <IntegrationHeader integration={integration} onRemoved={onRemoved} />
      <Troubles integration={integration} step={step} onStep={onStep} />
      <StepsNav current={step} done={done} onGo={onStep} />
      {step === 'credentials' && (
        <CredentialsStep
          provider={provider}
          integration={integration}
          focusHeading={moved}
          onCreated={() => onStep('mapping')}
        />
      )}
      {step === 'mapping' && (
        <>
          <MappingStep
            fields={fields}
            mapping={draft.settings.mapping}
            isSaved={isMapped}
            isWaitedFor={integration.health.pausedRun?.pause.reason === 'MAPPING'}
            focusHeading={moved}
            onChange={draft.change}
            onCredentials={() => onStep('credentials')}
            onContinue={() => onStep('strategy')}
          />
          {isMapped && saveBar}
        </>
      )}
      {step === 'strategy' && (
        <StrategyStep settings={draft.settings} focusHeading={moved} onChange={draft.change}>
          {saveBar}
        </StrategyStep>
      )}
      {step === 'sync' && draft.meanwhile && (
        <MeanwhileNotice meanwhile={draft.meanwhile} onClose={draft.closeMeanwhile} />
      )}
      {step === 'sync' && <SyncStep integration={integration} focusHeading={moved} onStep={onStep} />}
    </IntegrationContextProvider>
  );
}
