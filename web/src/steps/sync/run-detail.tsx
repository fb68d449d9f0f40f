import type { Outcome, Run } from '@goodfunds/shared';
import { useState } from 'react';
import type { Step } from '../../app/navigation.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { RunActions } from './run-actions.tsx';
import { RunCounters } from './run-counters.tsx';
import { RunHeadline } from './run-headline.tsx';
import { RunItems } from './run-items.tsx';
import { RunPause } from './run-pause.tsx';
import { RunProgress } from './run-progress.tsx';
import { firstOutcome, isOpen, type RunFilter } from './run-view.ts';
import { useRun } from './use-run.ts';

type RunDetailProps = {
  runId: string;
  /** Another run has taken its place, as a retry does. */
  onRun: (run: Run) => void;
  onStep: (step: Step) => void;
};

/** One run: how far it is, what came of it, and what can be done now. */
export function RunDetail({ runId, onRun, onStep }: RunDetailProps) {
  const { texts } = useSpeech();
  const query = useRun(runId);
  // `undefined` as long as the person has chosen nothing: then a run that ends shows its troubles first.
  const [chosen, setChosen] = useState<RunFilter | undefined>(undefined);
  return (
    <QueryState query={query} lines={5}>
      {(run) => {
        const filter = chosen ?? { outcome: firstOutcome(run), reason: null };
        const showOutcome = (outcome: Outcome | null) => setChosen({ outcome, reason: null });
        return (
          <section
            className="gfc-card gfc-run"
            part="card"
            aria-label={isOpen(run) ? texts.sync.current : texts.sync.latest}
            data-status={run.status}
          >
            <RunHeadline run={run} onOutcome={showOutcome} />
            {isOpen(run) && (
              <RunProgress run={run} connection={query.connection} readAtMs={query.dataUpdatedAt} />
            )}
            {run.pause && <RunPause pause={run.pause} step="sync" onStep={onStep} />}
            <RunCounters counts={run.counts} selected={filter.outcome} onSelect={showOutcome} />
            <RunActions run={run} onRun={onRun} />
            {(run.counts.total > 0 || isOpen(run)) && (
              <RunItems run={run} filter={filter} onFilter={setChosen} onRun={onRun} />
            )}
          </section>
        );
      }}
    </QueryState>
  );
}
