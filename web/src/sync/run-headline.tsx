import type { Run, RunStatus } from '@goodfunds/shared';
import { useEffect, useRef } from 'react';
import type { Catalogue } from '../i18n/catalogue.ts';
import { failureWords } from '../i18n/failure-words.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { useAnnounce } from '../ui/announcer.tsx';
import { StatusPill, type Tone } from '../ui/badge.tsx';
import { durationMs, isOpen, summaryOf } from './run-view.ts';

/** How the run is or was, in words, before any number. */
export function RunHeadline({ run }: { run: Run }) {
  const { texts, format } = useSpeech();
  const words = texts.sync;
  const summary = summaryWords(texts, run);
  const announce = useAnnounce();
  const wasOpen = useRef(isOpen(run));
  const duration = durationMs(run);

  useEffect(() => {
    if (wasOpen.current && !isOpen(run)) announce(summary);
    wasOpen.current = isOpen(run);
  }, [run, summary, announce]);

  return (
    <header className="gfc-run-head">
      <div>
        <h3 className="gfc-card-title">{summary}</h3>
        <p className="gfc-muted gfc-small">
          {[
            words.triggers[run.trigger],
            words.scopes[run.scope],
            words.startedAt(format.moment(run.startedAt ?? run.createdAt)),
            duration !== null && words.duration(format.duration(duration)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {run.error && (
          <p className="gfc-danger-text">{failureWords(texts, run.error.code, run.error.params).title}</p>
        )}
      </div>
      <StatusPill tone={RUN_TONES[run.status]}>{words.statuses[run.status]}</StatusPill>
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

function summaryWords({ sync }: Catalogue, run: Run): string {
  const summary = summaryOf(run);
  const skipped = (count: number) => (count > 0 ? ` ${sync.finished.skipped(count)}` : '');
  switch (summary.kind) {
    case 'OPEN':
      return run.status === 'QUEUED' ? `${sync.statuses.QUEUED} …` : sync.current;
    case 'NOTHING_TO_DO':
      return sync.finished.nothingToDo;
    case 'COMPLETED':
      return summary.skipped > 0
        ? sync.finished.skipped(summary.skipped)
        : sync.finished.COMPLETED;
    case 'COMPLETED_WITH_ERRORS':
      return sync.finished.COMPLETED_WITH_ERRORS(summary.failed) + skipped(summary.skipped);
    case 'CANCELLED':
      return sync.finished.CANCELLED;
    case 'FAILED':
      return sync.finished.FAILED;
  }
}
