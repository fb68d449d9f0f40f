import type { IntegrationWithHealth, Mapping } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n-context.tsx';
import { alertsOf, integrationState } from '../integration/health.ts';
import { IntegrationPill } from '../integration/integration-pill.tsx';
import { environmentHost } from '../integration/labels.ts';
import { Icon } from '../ui/icon.tsx';

type IntegrationCardProps = {
  integration: IntegrationWithHealth;
  requiredMapping: Mapping;
  onOpen: () => void;
};

export function IntegrationCard({ integration, requiredMapping, onOpen }: IntegrationCardProps) {
  const { texts, format } = useI18n();
  const host = environmentHost(integration);
  const { failedItems } = integration.health;
  const [now] = useState(() => new Date());
  // Only an alert about the secret has a day.
  const expiry = alertsOf(integration, now).find((alert) => 'day' in alert);
  return (
    <li className="gfc-card gfc-integration" part="card">
      <button type="button" className="gfc-integration-open" onClick={onOpen}>
        <span className="gfc-integration-name">{integration.name}</span>
        {host !== null && <span className="gfc-muted">{host}</span>}
      </button>
      {failedItems > 0 && <span className="gfc-danger-text">{texts.overview.failedItems(failedItems)}</span>}
      {expiry && (
        <span className={expiry.kind === 'SECRET_EXPIRED' ? 'gfc-danger-text' : 'gfc-warning-text'}>
          {expiry.kind === 'SECRET_EXPIRED'
            ? texts.integration.notices.secretExpired(format.day(expiry.day))
            : texts.integration.notices.secretExpires(format.day(expiry.day))}
        </span>
      )}
      <IntegrationPill state={integrationState(integration, requiredMapping)} />
      <Icon name="chevron" />
    </li>
  );
}
