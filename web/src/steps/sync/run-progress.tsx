import type { Run } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { progressOf, segments } from './run-view.ts';
import { usePace } from './use-pace.ts';
import type { ConnectionState } from './use-run.ts';

type RunProgressProps = {
  run: Run;
  connection: ConnectionState;
  /** When the numbers were read last. */
  readAtMs: number;
};

/** A bar whose parts are the outcomes so far, drawn in SVG because a page's policy may forbid style attributes. */
export function RunProgress({ run, connection, readAtMs }: RunProgressProps) {
  const { texts, format } = useSpeech();
  const words = texts.sync;
  const { done, total, share } = progressOf(run.counts);
  const pace = usePace(run.counts);
  const text = total === 0 ? words.counting : words.progress(format.number(done), format.number(total));
  return (
    <div className="gfc-progress">
      <div className="gfc-progress-text">
        <span>{text}</span>
        <span>{total > 0 && format.percent(share)}</span>
      </div>
      <progress
        className="gfc-visually-hidden"
        max={100}
        value={Math.round(share * 100)}
        aria-label={words.progressLabel}
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
      {pace && run.status === 'RUNNING' && connection !== 'LOST' && (
        <p className="gfc-muted gfc-small">
          {words.pace(pace.perMinute)} · {words.left(format.duration(pace.leftMs))} ·{' '}
          {words.endsAt(format.time(new Date(pace.endsAtMs).toISOString()))}
        </p>
      )}
      {connection === 'POLLED' && <p className="gfc-muted gfc-small">{words.reconnecting}</p>}
      <output className="gfc-notice gfc-notice-warning gfc-inline-notice">
        {connection === 'LOST' && (
          <>
            <Icon name="warning" />
            {words.lost(format.clock(new Date(readAtMs).toISOString()))}
          </>
        )}
      </output>
    </div>
  );
}
