import type { Pause } from '@goodfunds/shared';
import { failureMessage, withLabel } from '../i18n/failure-message.ts';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { GuideLink } from '../ui/guide-link.tsx';
import { useIntegration } from './integration-context.tsx';
import type { StepId } from './step-props.ts';

type RunPauseProps = {
  pause: Pause;
  /** The step that is open, which needs no button. */
  step: StepId;
  goTo: (step: StepId) => void;
};

/** Why a run is paused: until when, or who has to do what. */
export function RunPause({ pause, step, goTo }: RunPauseProps) {
  const { texts, format } = useI18n();
  const { labels } = useIntegration();
  const { pauses } = texts.sync;
  const isKnown = Object.hasOwn(pauses, pause.reason);
  const t = isKnown ? pauses[pause.reason] : pauses.OTHER;
  const needsPerson = pause.reason === 'RECONNECT' || pause.reason === 'MAPPING';
  const remedy: StepId = pause.reason === 'MAPPING' ? 'mapping' : 'credentials';
  const cause = pause.code && failureMessage(texts, pause.code, withLabel(pause.params, labels));
  return (
    <Notice
      tone={needsPerson ? 'warning' : 'neutral'}
      title={t.title}
      actions={
        needsPerson &&
        step !== remedy && (
          <Button small variant="primary" onClick={() => goTo(remedy)}>
            {remedy === 'mapping' ? texts.integration.notices.toMapping : texts.integration.notices.reconnect}
          </Button>
        )
      }
    >
      {(needsPerson || !isKnown) && cause && (
        <p>
          <span className="gfc-strong">{cause.title}</span> {cause.next} {cause.who}{' '}
          <GuideLink guide="messages" anchor={pause.code ?? undefined} about={cause.title} />
        </p>
      )}
      <p>{pause.until === null ? t.next : t.waiting(format.until(pause.until))}</p>
    </Notice>
  );
}
