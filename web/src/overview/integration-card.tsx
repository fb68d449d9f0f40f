import type { IntegrationWithHealth, Mapping } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n-context.tsx';
import { type Alert, alertsOf, integrationState } from '../integration/health.ts';
import { IntegrationPill } from '../integration/integration-pill.tsx';
import { environmentHost } from '../integration/labels.ts';
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
  const { texts, format } = useI18n();
  const host = environmentHost(integration);
  const { failedItems } = integration.health;
  const [now] = useState(() => new Date());
  const expiry = alertsOf(integration, now).find(isAboutSecret);
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

type AboutSecret = Extract<Alert, { day: string }>;

function isAboutSecret(alert: Alert): alert is AboutSecret {
  return alert.kind === 'SECRET_EXPIRES' || alert.kind === 'SECRET_EXPIRED';
}
