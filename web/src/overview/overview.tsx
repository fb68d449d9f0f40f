import type { IntegrationWithHealth, ProviderDescriptor } from '@goodfunds/shared';
import { useI18n } from '../i18n/i18n-context.tsx';
import { requiredMappingOf } from '../integration/health.ts';
import { Button } from '../ui/controls/button.tsx';
import { StepSection } from '../ui/section.tsx';
import { EmptyOverview } from './empty-overview.tsx';
import { IntegrationCard } from './integration-card.tsx';

type OverviewProps = {
  providers: readonly ProviderDescriptor[];
  integrations: readonly IntegrationWithHealth[];
  focusHeading: boolean;
  onConnect: (provider: string) => void;
  onOpen: (integration: IntegrationWithHealth) => void;
};

/** The account's integrations with their state; without any, what connecting one means. */
export function Overview({ providers, integrations, focusHeading, onConnect, onOpen }: OverviewProps) {
  const { texts } = useI18n();
  if (integrations.length === 0) {
    return <EmptyOverview providers={providers} focusHeading={focusHeading} onConnect={onConnect} />;
  }
  return (
    <StepSection
      title={texts.overview.title}
      intro={texts.overview.intro}
      focusHeading={focusHeading}
      level={1}
    >
      <ul className="gfc-stack">
        {integrations.map((integration) => (
          <IntegrationCard
            key={integration.id}
            integration={integration}
            requiredMapping={requiredMappingOf(integration.provider, providers)}
            onOpen={() => onOpen(integration)}
          />
        ))}
      </ul>
      <div className="gfc-actions">
        {providers.map(({ id, name }) => (
          <Button key={id} icon="plus" onClick={() => onConnect(id)}>
            {providers.length === 1 ? texts.overview.connectAnother : texts.overview.connect(name)}
          </Button>
        ))}
      </div>
    </StepSection>
  );
}
