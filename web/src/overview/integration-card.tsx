import type { IntegrationWithHealth, Mapping } from '@goodfunds/shared';
import { useSpeech } from '../i18n/language-context.tsx';
import { environmentHost } from '../integration/environment-host.ts';
import { integrationState } from '../integration/health.ts';
import { IntegrationPill } from '../integration/integration-pill.tsx';
import { Icon } from '../ui/icon.tsx';

export function IntegrationCard({
  integration,
  requiredMapping,
  onOpen,
}: {
  integration: IntegrationWithHealth;
  requiredMapping: Mapping;
  onOpen: () => void;
}) {
  const { texts } = useSpeech();
  const host = environmentHost(integration);
  const { failedItems } = integration.health;
  return (
    <li className="gfc-card gfc-integration" part="card">
      <button type="button" className="gfc-integration-open" onClick={onOpen}>
        <span className="gfc-integration-name">{integration.name}</span>
        {host !== null && <span className="gfc-muted">{host}</span>}
      </button>
      {failedItems > 0 && <span className="gfc-danger-text">{texts.overview.failedItems(failedItems)}</span>}
      <IntegrationPill state={integrationState(integration, requiredMapping)} />
      <Icon name="chevron" />
    </li>
  );
}
