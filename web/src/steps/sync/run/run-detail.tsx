import type { Outcome, Run } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { OUTCOMES } from '../../../integration/outcomes.tsx';
import { QueryState } from '../../../integration/query-state.tsx';
import { RunPause } from '../../../integration/run-pause.tsx';
import type { StepId } from '../../../integration/step-props.ts';
import { RunItems } from '../items/run-items.tsx';
import { ALL_CONTACTS, type RunFilter, RunProvider, useRunContext } from '../run-context.tsx';
import { countOf, firstOutcome, isOpen } from '../run-view.ts';
import { useRun } from '../use-run.ts';
import { RunActions } from './run-actions.tsx';
import { RunHeadline } from './run-headline.tsx';
import { RunProgress } from './run-progress.tsx';

type RunDetailProps = {
  runId: string;
  onRun: (run: Run) => void;
  goTo: (step: StepId) => void;
};

export function RunDetail({ runId, onRun, goTo }: RunDetailProps) {
  const { texts } = useI18n();
  const query = useRun(runId);
  // `null` until the person chooses; then a run that ends shows its failures first.
  const [chosen, setFilter] = useState<RunFilter | null>(null);
  return (
    <QueryState query={query} lines={5}>
      {(run) => {
        const filter = chosen ?? { ...ALL_CONTACTS, outcome: firstOutcome(run) };
        return (
          <RunProvider value={{ run, filter, setFilter, showRun: onRun }}>
            <section
              className="gfc-card"
              part="card"
              aria-label={isOpen(run) ? texts.sync.current : texts.sync.latest}
              data-status={run.status}
            >
              <RunHeadline />
              {isOpen(run) && <RunProgress connection={query.connection} readAtMs={query.dataUpdatedAt} />}
              {run.pause && <RunPause pause={run.pause} step="sync" goTo={goTo} />}
              <RunCounters />
              <RunActions />
              {(run.counts.total > 0 || isOpen(run)) && <RunItems />}
            </section>
          </RunProvider>
        );
      }}
    </QueryState>
  );
}

/** The number of contacts by outcome; each number filters the contacts below. */
function RunCounters() {
  const { run, filter, setFilter } = useRunContext();
  const { counts } = run;
  const { texts, format } = useI18n();
  const t = texts.sync;
  const counter = (outcome: Outcome | null, label: string, count: number) => (
    <button
      key={label}
      type="button"
      className="gfc-box gfc-choosable gfc-counter"
      part="choice"
      data-outcome={outcome ?? undefined}
      data-empty={count === 0 || undefined}
      aria-pressed={filter.outcome === outcome && !filter.warnings}
      onClick={() => setFilter({ ...ALL_CONTACTS, outcome })}
    >
      <span className="gfc-counter-number">{format.number(count)}</span>
      <span className="gfc-muted gfc-small">{label}</span>
    </button>
  );
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset would draw a frame around buttons.
    <div className="gfc-tiles gfc-counters" role="group" aria-label={t.items.filter}>
      {counter(null, t.items.all, counts.total)}
      {OUTCOMES.map((outcome) => counter(outcome, t.outcomes[outcome], countOf(counts, outcome)))}
    </div>
  );
}
