import type { Outcome, Run, RunStatus } from '@goodfunds/shared';
import { useEffect, useRef } from 'react';
import { failureWords } from '../../i18n/failure-words.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { StatusPill, type Tone } from '../../ui/badge.tsx';
import { durationMs, isOpen } from './run-view.ts';
import { summaryWords } from './summary-words.ts';

type RunHeadlineProps = {
  run: Run;
  /** Shows the contacts that ended so, below. */
  onOutcome: (outcome: Outcome) => void;
};

/** How the run is or was, in words, before any number. */
export function RunHeadline({ run, onOutcome }: RunHeadlineProps) {
  const { texts, format } = useSpeech();
  const words = texts.sync;
  const { title, text, alsoSkipped } = summaryWords(words, run);
  const spoken = [`${title}.`, text, alsoSkipped].filter(Boolean).join(' ');
  const announce = useAnnounce();
  const wasOpen = useRef(isOpen(run));
  const duration = durationMs(run);

  useEffect(() => {
    if (wasOpen.current && !isOpen(run)) announce(spoken);
    wasOpen.current = isOpen(run);
  }, [run, spoken, announce]);

  return (
    <header className="gfc-row gfc-between gfc-run-head">
      <div>
        <h3 className="gfc-card-title" part="heading">
          {title}
        </h3>
        {text !== '' && <p>{text}</p>}
        {alsoSkipped !== '' && (
          <p>
            {alsoSkipped}{' '}
            <button type="button" className="gfc-text-button" onClick={() => onOutcome('SKIPPED')}>
              {words.finished.showSkipped}
            </button>
          </p>
        )}
        <p className="gfc-muted gfc-small">
          {[
            words.triggers[run.trigger],
            words.scopes[run.scope],
            words.startedAt(format.moment(run.startedAt ?? run.createdAt)),
            duration !== null && duration >= 1000 && words.duration(format.duration(duration)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {run.error && (
          <p className="gfc-danger-text">{failureWords(texts, run.error.code, run.error.params).title}</p>
        )}
      </div>
      <StatusPill tone={RUN_TONES[run.status]}>
        {words.statuses[run.status] ?? texts.common.unknown}
      </StatusPill>
    </header>
  );
}

export const RUN_TONES: Record<RunStatus, Tone> = {
  QUEUED: 'neutral',
  RUNNING: 'accent',
  PAUSED: 'warning',
  COMPLETED: 'accent',
  COMPLETED_WITH_ERRORS: 'danger',
  CANCELLED: 'neutral',
  FAILED: 'danger',
};
