import type { IntegrationWithHealth } from '@goodfunds/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import type { Step } from '../../app/navigation.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { StepSection } from '../../ui/section.tsx';
import { RunDetail } from './run-detail.tsx';
import { RunHistory } from './run-history.tsx';
import { runToShow } from './run-view.ts';
import { StartRun } from './start-run.tsx';
import { SwitchedOff } from './switched-off.tsx';

const RUNS_SHOWN = 10;
/** Runs that the GoodFunds backend starts by its pushes appear within this time. */
const LOOK_EVERY_MS = 5_000;

type SyncStepProps = {
  integration: IntegrationWithHealth;
  focusHeading: boolean;
  onStep: (step: Step) => void;
};

/** Starts runs, follows the one that goes on, and keeps those that are over. */
export function SyncStep({ integration, focusHeading, onStep }: SyncStepProps) {
  const { texts } = useSpeech();
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<string | null>(null);
  const history = useInfiniteQuery(
    trpc.sync.list.infiniteQueryOptions(
      { integrationId: integration.id, limit: RUNS_SHOWN },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: LOOK_EVERY_MS },
    ),
  );
  const runs = history.data?.pages.flatMap((page) => page.runs) ?? [];
  // A run that is going on is found again after the panel was closed; else the latest one is of interest.
  const shown = chosen ?? runToShow(runs)?.id ?? null;

  return (
    <StepSection title={texts.sync.title} intro={texts.sync.intro} focusHeading={focusHeading}>
      {integration.enabled ? (
        <StartRun integrationId={integration.id} onStarted={(run) => setChosen(run.id)} />
      ) : (
        <SwitchedOff integration={integration} onMapping={() => onStep('mapping')} />
      )}
      <QueryState query={history} lines={4}>
        {() => (
          <>
            {shown !== null && (
              <RunDetail key={shown} runId={shown} onRun={(run) => setChosen(run.id)} onStep={onStep} />
            )}
            <RunHistory
              runs={runs}
              shown={shown}
              canStart={integration.enabled}
              more={<MoreButton query={history} />}
              onShow={setChosen}
            />
          </>
        )}
      </QueryState>
    </StepSection>
  );
}
