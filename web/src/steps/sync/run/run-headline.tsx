import { ownProperty, type Run } from '@goodfunds/shared';
import { useEffect, useRef } from 'react';
import type { SyncTexts } from '../../../i18n/de/sync.ts';
import { failureMessage } from '../../../i18n/failure-message.ts';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { StatusPill } from '../../../ui/badge.tsx';
import { useAnnounce } from '../../../ui/feedback/announcer.tsx';
import { ALL_CONTACTS, useRunContext } from '../run-context.tsx';
import { durationMs, isOpen, runTone } from '../run-view.ts';

/** The state or the result of a run in a sentence; the result is announced when the run ends. */
export function RunHeadline() {
  const { run, setFilter } = useRunContext();
  const { texts, format } = useI18n();
  const t = texts.sync;
  const { title, text = '', alsoSkipped = '', incomplete = '' } = runSummary(t, run);
  const announcement = [`${title}.`, text, alsoSkipped, incomplete].filter(Boolean).join(' ');
  const announce = useAnnounce();
  const wasOpen = useRef(isOpen(run));
  const duration = durationMs(run);

  useEffect(() => {
    if (wasOpen.current && !isOpen(run)) announce(announcement);
    wasOpen.current = isOpen(run);
  }, [run, announcement, announce]);

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
            <button
              type="button"
              className="gfc-text-button"
              onClick={() => setFilter({ ...ALL_CONTACTS, outcome: 'SKIPPED' })}
            >
              {t.finished.showSkipped}
            </button>
          </p>
        )}
        {incomplete !== '' && (
          <p>
            {incomplete}{' '}
            <button
              type="button"
              className="gfc-text-button"
              onClick={() => setFilter({ ...ALL_CONTACTS, warnings: true })}
            >
              {t.finished.showIncomplete}
            </button>
          </p>
        )}
        <p className="gfc-muted gfc-small">
          {[
            ownProperty(t.triggers, run.trigger) ?? t.triggers.OTHER,
            ownProperty(t.scopes, run.scope),
            t.startedAt(format.moment(run.startedAt ?? run.createdAt)),
            duration !== null && duration >= 1000 && t.duration(format.duration(duration)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {run.error && (
          <p className="gfc-danger-text">{failureMessage(texts, run.error.code, run.error.params).title}</p>
        )}
      </div>
      <StatusPill tone={runTone(run)}>
        {ownProperty(t.statuses, run.status) ?? texts.common.unknown}
      </StatusPill>
    </header>
  );
}

type RunSummary = {
  title: string;
  text?: string;
  /** Skipped contacts beside failed ones; their reasons are not shown first. */
  alsoSkipped?: string;
  /** Contacts that arrived without a value. */
  incomplete?: string;
};

export function runSummary(t: SyncTexts, run: Pick<Run, 'status' | 'counts'>): RunSummary {
  const { warnings } = run.counts;
  const summary = summaryOfStatus(t, run);
  return isOpen(run) || warnings === 0
    ? summary
    : { ...summary, incomplete: t.finished.incomplete(warnings) };
}

function summaryOfStatus(t: SyncTexts, run: Pick<Run, 'status' | 'counts'>): RunSummary {
  const { finished } = t;
  const { total, failed, skipped } = run.counts;
  switch (run.status) {
    case 'RUNNING':
      return { title: t.current };
    case 'QUEUED':
    case 'PAUSED':
      return { title: t.statuses[run.status] };
    case 'COMPLETED':
      if (total === 0) return { title: finished.nothingToDo, text: finished.nothingToDoText };
      return skipped > 0
        ? { title: finished.skipped(skipped), text: finished.whyBelow }
        : { title: finished.COMPLETED };
    case 'COMPLETED_WITH_ERRORS':
      return {
        title: finished.COMPLETED_WITH_ERRORS(failed),
        text: finished.whyBelow,
        ...(skipped > 0 && { alsoSkipped: finished.alsoSkipped(skipped) }),
      };
    case 'CANCELLED': {
      const failures = failed > 0 ? ` ${finished.COMPLETED_WITH_ERRORS(failed)}. ${finished.whyBelow}` : '';
      return { title: finished.CANCELLED, text: `${finished.cancelledText}${failures}` };
    }
    case 'FAILED':
      return { title: finished.FAILED };
    default:
      return { title: t.title };
  }
}
