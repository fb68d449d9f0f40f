import { hasOwnRows, type IntegrationWithHealth } from '@goodfunds/shared';
import { useState } from 'react';
import { toPanelError } from '../api/panel-error.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { environmentHost } from './environment-host.ts';
import { integrationState } from './health.ts';
import { useIntegration } from './integration-context.tsx';
import { IntegrationPill } from './integration-pill.tsx';
import { MeanwhileNotice } from './meanwhile-notice.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { updatedWords } from './updated-words.ts';
import { useUpdateIntegration } from './use-update-integration.ts';

/** Which integration this is, how it is doing, and the switch. */
export function IntegrationHeader({
  integration,
  onRemoved,
}: {
  integration: IntegrationWithHealth;
  onRemoved: () => void;
}) {
  const { texts } = useSpeech();
  const words = texts.integration;
  const announce = useAnnounce();
  const { requiredMapping } = useIntegration();
  const update = useUpdateIntegration(integration.id);
  const [isRemoving, setIsRemoving] = useState(false);
  const host = environmentHost(integration);
  const canEnable = integration.enabled || hasOwnRows(requiredMapping, integration.mapping);

  const setEnabled = async (enabled: boolean) => {
    // Somebody else's change, whatever it is about, is no reason not to switch.
    const saved = await update.save({ version: integration.version, enabled }, () => false).catch(() => null);
    if (!saved) return;
    announce(updatedWords(words.meanwhile, enabled ? words.enabledOn : words.enabledOff, saved.meanwhile));
  };

  return (
    <header className="gfc-stack">
      <div className="gfc-row gfc-between gfc-header-row">
        <div className="gfc-header-name">
          <h1 className="gfc-title" part="heading">
            {integration.name}
          </h1>
          {host !== null && <span className="gfc-muted">{host}</span>}
        </div>
        <IntegrationPill state={integrationState(integration, requiredMapping)} />
      </div>
      <div className="gfc-row gfc-between gfc-header-row">
        <Switch
          label={words.enabled}
          checked={integration.enabled}
          busy={update.isPending}
          obstacle={canEnable ? null : words.enableFirst}
          onChange={(enabled) => void setEnabled(enabled)}
        />
        <Button variant="quiet" small onClick={() => setIsRemoving(true)}>
          {words.remove.open}
        </Button>
      </div>
      {update.meanwhile && <MeanwhileNotice meanwhile={update.meanwhile} onClose={update.reset} />}
      {update.error && <FailureNotice error={toPanelError(update.error)} />}
      {isRemoving && (
        <RemoveDialog integration={integration} onClose={() => setIsRemoving(false)} onRemoved={onRemoved} />
      )}
    </header>
  );
}
