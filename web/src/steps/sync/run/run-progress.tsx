import type { RunCounts } from '@goodfunds/shared';
import { useEffect, useState } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useRunContext } from '../run-context.tsx';
import { progressOf, segments } from '../run-view.ts';
import type { ConnectionState } from '../use-run.ts';
import { addSample, type ProgressRate, progressRate, type Sample } from './progress-rate.ts';

type RunProgressProps = { connection: ConnectionState; readAtMs: number };

/** A bar of the outcomes so far. It is an SVG because a content security policy can forbid style attributes. */
export function RunProgress({ connection, readAtMs }: RunProgressProps) {
  const { run } = useRunContext();
  const { texts, format } = useI18n();
  const t = texts.sync;
  const { done, total, share } = progressOf(run.counts);
  const rate = useProgressRate(run.counts);
  const text = total === 0 ? t.counting : t.progress(format.number(done), format.number(total));
  return (
    <div className="gfc-stack">
      <div className="gfc-small gfc-progress-text">
        <span>{text}</span>
        <span>{total > 0 && format.percent(share)}</span>
      </div>
      <progress
        className="gfc-visually-hidden"
        max={100}
        value={Math.round(share * 100)}
        aria-label={t.progressLabel}
        aria-valuetext={text}
      />
      <svg
        className="gfc-bar"
        part="progress"
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {segments(run.counts).map(({ outcome, from, width }) => (
          <rect key={outcome} data-outcome={outcome} x={from} y="0" width={width} height="1" />
        ))}
      </svg>
      {rate && run.status === 'RUNNING' && connection !== 'LOST' && (
        <p className="gfc-muted gfc-small">
          {t.pace(rate.perMinute)} · {t.left(format.duration(rate.remainingMs))} ·{' '}
          {t.endsAt(format.time(new Date(rate.endsAtMs).toISOString()))}
        </p>
      )}
      {connection === 'POLLED' && <p className="gfc-muted gfc-small">{t.reconnecting}</p>}
      <output className="gfc-box gfc-notice gfc-tone-warning gfc-inline-notice">
        {connection === 'LOST' && (
          <>
            <Icon name="warning" />
            {t.lost(format.clock(new Date(readAtMs).toISOString()))}
          </>
        )}
      </output>
    </div>
  );
}

/** The rate of a run, from what this panel has seen of it. */
function useProgressRate(counts: RunCounts): ProgressRate | null {
  const { done } = progressOf(counts);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    const sample = { atMs: Date.now(), done };
    // A timer, so that the change itself is drawn first.
    const timer = setTimeout(() => setSamples((known) => addSample(known, sample)));
    return () => clearTimeout(timer);
  }, [done]);
  return progressRate(samples, counts.pending);
}
