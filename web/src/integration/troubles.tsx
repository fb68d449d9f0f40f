import type { IntegrationWithHealth } from '@goodfunds/shared';
import type { Step } from '../app/navigation.ts';
import { failureWords } from '../i18n/failure-words.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { type Trouble, troubles } from './health.ts';
import { RunPause } from './run-pause.tsx';

type TroublesProps = { integration: IntegrationWithHealth; step: Step; onStep: (step: Step) => void };

/** What is wrong with an integration, why, and the way to mend it. */
export function Troubles({ integration, step, onStep }: TroublesProps) {
  // The sync itself shows its pause and its failures where they belong.
  const shown = troubles(integration, new Date()).filter(
    ({ kind }) => step !== 'sync' || (kind !== 'PAUSED' && kind !== 'FAILED_ITEMS'),
  );
  return shown.map((trouble) => (
    <TroubleNotice key={trouble.kind} {...{ trouble, step, onStep }} provider={integration.provider} />
  ));
}

type TroubleNoticeProps = {
  trouble: Trouble;
  provider: string;
  step: Step;
  onStep: (step: Step) => void;
};

function TroubleNotice({ trouble, provider, step, onStep }: TroubleNoticeProps) {
  const { texts, format } = useSpeech();
  const words = texts.integration.notices;
  const toStep = (target: Step, label: string) =>
    step !== target && (
      <Button small onClick={() => onStep(target)}>
        {label}
      </Button>
    );
  const reconnect = toStep('credentials', words.reconnect);
  const renewSecret = texts.providers[provider]?.renewSecret;
  switch (trouble.kind) {
    case 'PAUSED':
      return <RunPause pause={trouble.pause} step={step} onStep={onStep} />;
    case 'DOWN': {
      const cause = failureWords(texts, trouble.code, {});
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
        <Notice tone="danger" title={words.secretExpired(format.day(trouble.day))} actions={reconnect}>
          <p>
            {renewSecret} {words.secretExpiredNext}
          </p>
        </Notice>
      );
    case 'SECRET_EXPIRES':
      return (
        <Notice tone="warning" title={words.secretExpires(format.day(trouble.day))} actions={reconnect}>
          <p>
            {renewSecret} {words.secretExpiresNext}
          </p>
        </Notice>
      );
    case 'FAILED_ITEMS':
      return (
        <Notice
          tone="warning"
          title={words.failedItems(trouble.count)}
          actions={toStep('sync', words.toSync)}
        />
      );
  }
}
