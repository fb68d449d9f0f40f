import type { IntegrationWithHealth, ProviderDescriptor } from '@goodfunds/shared';
import { useSpeech } from '../i18n/language-context.tsx';
import { IntegrationView } from '../integration/integration-view.tsx';
import { StepsNav } from '../integration/steps-nav.tsx';
import { Overview } from '../overview/overview.tsx';
import { CredentialsStep } from '../steps/connection/credentials-step.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { firstPlace, firstStep } from './navigation.ts';
import { useNavigation } from './use-navigation.ts';

type PanelPlacesProps = {
  providers: readonly ProviderDescriptor[];
  integrations: readonly IntegrationWithHealth[];
};

/** The place where the person is: overview, a new integration, or one that is there. */
export function PanelPlaces({ providers, integrations }: PanelPlacesProps) {
  const { texts } = useSpeech();
  const { place, moved, go } = useNavigation(firstPlace(integrations, providers));
  const toOverview = () => go({ at: 'overview' });

  if (place.at === 'new') {
    const provider = providers.find(({ id }) => id === place.provider);
    if (provider) {
      return (
        <>
          <BackLink onClick={toOverview}>
            {integrations.length > 0 ? texts.overview.allConnections : texts.common.back}
          </BackLink>
          <StepsNav current="credentials" done={[]} onGo={null} />
          <CredentialsStep
            provider={provider}
            integration={null}
            focusHeading={moved}
            onCreated={({ id }) => go({ at: 'integration', integrationId: id, step: 'mapping' })}
          />
        </>
      );
    }
  }
  if (place.at === 'integration') {
    const integration = integrations.find(({ id }) => id === place.integrationId);
    const provider = providers.find(({ id }) => id === integration?.provider);
    if (integration && provider) {
      return (
        <>
          <BackLink onClick={toOverview}>{texts.overview.allConnections}</BackLink>
          <IntegrationView
            key={integration.id}
            integration={integration}
            provider={provider}
            step={place.step}
            moved={moved}
            onStep={(step) => go({ ...place, step })}
            onRemoved={toOverview}
          />
        </>
      );
    }
  }
  return (
    <Overview
      providers={providers}
      integrations={integrations}
      focusHeading={moved}
      onConnect={(provider) => go({ at: 'new', provider })}
      onOpen={(integration) =>
        go({ at: 'integration', integrationId: integration.id, step: firstStep(integration, providers) })
      }
    />
  );
}
