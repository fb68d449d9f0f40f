import { type IntegrationWithHealth, ownProperty } from '@goodfunds/shared';
import { failureMessage } from '../i18n/failure-message.ts';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { type Alert, alertsOf } from './health.ts';
import { RunPause } from './run-pause.tsx';
import type { StepId } from './step-props.ts';

type AlertsProps = { integration: IntegrationWithHealth; step: StepId; goTo: (step: StepId) => void };

/** What is wrong with an integration, why, and how to fix it. */
export function Alerts({ integration, step, goTo }: AlertsProps) {
  // The sync step shows its pause and its failures itself.
  const shown = alertsOf(integration, new Date()).filter(
    ({ kind }) => step !== 'sync' || (kind !== 'PAUSED' && kind !== 'FAILED_ITEMS'),
  );
  return shown.map((alert) => <AlertNotice key={alert.kind} {...{ alert, integration, step, goTo }} />);
}

function AlertNotice({ alert, integration, step, goTo }: AlertsProps & { alert: Alert }) {
  const { texts, format } = useI18n();
  const t = texts.integration.notices;
  const toStep = (target: StepId, label: string) =>
    step !== target && (
      <Button small onClick={() => goTo(target)}>
        {label}
      </Button>
    );
  const reconnect = toStep('credentials', t.reconnect);
  const renewSecret = ownProperty(texts.providers, integration.provider)?.renewSecret;
  switch (alert.kind) {
    case 'PAUSED':
      return <RunPause pause={alert.pause} step={step} goTo={goTo} />;
    case 'DOWN': {
      const cause = failureMessage(texts, alert.code, {});
      return (
        <Notice tone="danger" title={cause.title} actions={reconnect}>
          <p>
            {cause.next} {cause.who}
          </p>
        </Notice>
      );
    }
    case 'SECRET_EXPIRED':
      return (
        <Notice tone="danger" title={t.secretExpired(format.day(alert.day))} actions={reconnect}>
          <p>
            {renewSecret} {t.secretExpiredNext}
          </p>
        </Notice>
      );
    case 'SECRET_EXPIRES':
      return (
        <Notice tone="warning" title={t.secretExpires(format.day(alert.day))} actions={reconnect}>
          <p>
            {renewSecret} {t.secretExpiresNext}
          </p>
        </Notice>
      );
    case 'FAILED_ITEMS':
      return <Notice tone="warning" title={t.failedItems(alert.count)} actions={toStep('sync', t.toSync)} />;
  }
}
