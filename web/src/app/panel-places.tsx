import type { IntegrationWithHealth, ProviderDescriptor } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Overview } from '../overview/overview.tsx';
import { CredentialsStep } from '../steps/connection/credentials-step.tsx';
import { BackLink } from '../ui/controls/button.tsx';
import { IntegrationView } from './integration-view.tsx';
import { firstPlace, firstStep, type Place } from './navigation.ts';
import { StepsNav } from './steps-nav.tsx';

type PanelPlacesProps = {
  providers: readonly ProviderDescriptor[];
  integrations: readonly IntegrationWithHealth[];
};

/** The overview, a new integration, or an existing one. */
export function PanelPlaces({ providers, integrations }: PanelPlacesProps) {
  const { texts } = useI18n();
  const [place, setPlace] = useState(() => firstPlace(integrations, providers));
  // The focus follows where the person navigates, but not when the panel opens.
  const [focusHeading, setFocusHeading] = useState(false);
  const go = (next: Place) => {
    setPlace(next);
    setFocusHeading(true);
  };
  const toOverview = () => go({ at: 'overview' });

  if (place.at === 'new') {
    const provider = providers.find(({ id }) => id === place.provider);
    if (provider) {
      return (
        <>
          <BackLink onClick={toOverview}>
            {integrations.length > 0 ? texts.overview.allConnections : texts.common.back}
          </BackLink>
          <StepsNav current="credentials" provider={provider} integration={null} goTo={toOverview} />
          <CredentialsStep
            provider={provider}
            integration={null}
            focusHeading={focusHeading}
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
            focusHeading={focusHeading}
            goTo={(step) => go({ ...place, step })}
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
      focusHeading={focusHeading}
      onConnect={(provider) => go({ at: 'new', provider })}
      onOpen={(integration) =>
        go({ at: 'integration', integrationId: integration.id, step: firstStep(integration, providers) })
      }
    />
  );
}
