import { hasOwnRows, type IntegrationWithHealth } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { Switch } from '../ui/controls/switch.tsx';
import { useAnnounce } from '../ui/feedback/announcer.tsx';
import { ConcurrentEditNotice, savedMessage } from './concurrent-edit.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { integrationState } from './health.ts';
import { useIntegration } from './integration-context.tsx';
import { IntegrationPill } from './integration-pill.tsx';
import { environmentHost } from './labels.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { useUpdateIntegration } from './use-update-integration.ts';

type IntegrationHeaderProps = { integration: IntegrationWithHealth; onRemoved: () => void };

/** The name and state of an integration, and its switch. */
export function IntegrationHeader({ integration, onRemoved }: IntegrationHeaderProps) {
  const t = useI18n().texts.integration;
  const announce = useAnnounce();
  const { requiredMapping } = useIntegration();
  const update = useUpdateIntegration(integration.id);
  const [isRemoving, setIsRemoving] = useState(false);
  const host = environmentHost(integration);
  const canEnable = integration.enabled || hasOwnRows(requiredMapping, integration.mapping);

  const setEnabled = async (enabled: boolean) => {
    // Another person's change never conflicts with the switch.
    const saved = await update.save({ version: integration.version, enabled }, () => false).catch(() => null);
    if (!saved) return;
    announce(savedMessage(t.meanwhile, enabled ? t.enabledOn : t.enabledOff, saved.concurrentEdit));
  };

  return (
    <header className="gfc-stack">
      <div className="gfc-row gfc-between gfc-header-row">
        <div className="gfc-inline gfc-header-name">
          <h1 className="gfc-title" part="heading">
            {integration.name}
          </h1>
          {host !== null && <span className="gfc-muted">{host}</span>}
        </div>
        <IntegrationPill state={integrationState(integration, requiredMapping)} />
      </div>
      <div className="gfc-row gfc-between gfc-header-row">
        <Switch
          label={t.enabled}
          checked={integration.enabled}
          busy={update.isPending}
          obstacle={canEnable ? null : t.enableFirst}
          onChange={(enabled) => void setEnabled(enabled)}
        />
        <Button variant="quiet" small onClick={() => setIsRemoving(true)}>
          {t.remove.open}
        </Button>
      </div>
      {update.concurrentEdit && <ConcurrentEditNotice edit={update.concurrentEdit} onClose={update.reset} />}
      {update.error && <FailureNotice error={update.error} />}
      {isRemoving && (
        <RemoveDialog integration={integration} onClose={() => setIsRemoving(false)} onRemoved={onRemoved} />
      )}
    </header>
  );
}
