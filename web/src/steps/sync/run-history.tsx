import { ownProperty, type Run } from '@goodfunds/shared';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { StatusPill } from '../../ui/badge.tsx';
import { runTone } from './run-view.ts';

type RunHistoryProps = {
  runs: readonly Run[];
  shown: string | null;
  /** Whether a button above starts the first run. */
  canStart: boolean;
  more: ReactNode;
  onShow: (runId: string) => void;
};

export function RunHistory({ runs, shown, canStart, more, onShow }: RunHistoryProps) {
  const { texts, format } = useI18n();
  const t = texts.sync;
  if (runs.length === 0) return canStart ? <p className="gfc-muted gfc-empty">{t.history.empty}</p> : null;
  return (
    <section className="gfc-stack gfc-start gfc-history" aria-label={t.history.title}>
      <h3 className="gfc-card-title" part="heading">
        {t.history.title}
      </h3>
      <ul className="gfc-box">
        {runs.map((run) => {
          const when = format.moment(run.createdAt);
          return (
            <li key={run.id}>
              <button
                type="button"
                className="gfc-small gfc-history-row"
                aria-current={run.id === shown || undefined}
                onClick={() => onShow(run.id)}
              >
                <span>{when}</span>
                <span className="gfc-muted">{ownProperty(t.triggers, run.trigger) ?? t.triggers.OTHER}</span>
                <span>
                  {t.history.contacts(run.counts.total)}
                  {run.counts.failed > 0 && (
                    <span className="gfc-danger-text"> · {t.history.failed(run.counts.failed)}</span>
                  )}
                </span>
                <StatusPill tone={runTone(run)}>
                  {ownProperty(t.statuses, run.status) ?? texts.common.unknown}
                </StatusPill>
              </button>
            </li>
          );
        })}
      </ul>
      {more}
    </section>
  );
}
