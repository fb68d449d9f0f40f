import { hasOwnRows, type IntegrationWithHealth, type Run } from '@goodfunds/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { ConcurrentEditNotice } from '../../integration/concurrent-edit.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { MoreButton } from '../../integration/more-button.tsx';
import { QueryState } from '../../integration/query-state.tsx';
import type { StepProps } from '../../integration/step-props.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { StepSection } from '../../ui/section.tsx';
import { RunDetail } from './run/run-detail.tsx';
import { RunHistory } from './run-history.tsx';
import { runToShow } from './run-view.ts';
import { StartRun } from './start-run.tsx';
import { useTakeRun } from './use-run.ts';

const RUNS_SHOWN = 10;
/** Runs that the pushes of the GoodFunds backend start appear within this time. */
const REFRESH_MS = 5_000;

export function SyncStep({ integration, draft, focusHeading, goTo }: StepProps) {
  const { texts } = useI18n();
  const trpc = useTRPC();
  const takeRun = useTakeRun();
  const [chosen, setChosen] = useState<string | null>(null);
  const history = useInfiniteQuery(
    trpc.sync.list.infiniteQueryOptions(
      { integrationId: integration.id, limit: RUNS_SHOWN },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: REFRESH_MS },
    ),
  );
  const runs = history.data?.pages.flatMap((page) => page.runs) ?? [];
  const shown = chosen ?? runToShow(runs)?.id ?? null;
  const showRun = (run: Run) => {
    takeRun(run);
    setChosen(run.id);
  };

  return (
    <>
      {draft.concurrentEdit && (
        <ConcurrentEditNotice edit={draft.concurrentEdit} onClose={draft.closeConcurrentEdit} />
      )}
      <StepSection title={texts.sync.title} intro={texts.sync.intro} focusHeading={focusHeading}>
        {integration.enabled ? (
          <StartRun integration={integration} onStarted={showRun} />
        ) : (
          <SwitchedOff integration={integration} onMapping={() => goTo('mapping')} />
        )}
        <QueryState query={history} lines={4}>
          {() => (
            <>
              {shown !== null && <RunDetail key={shown} runId={shown} onRun={showRun} goTo={goTo} />}
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
    </>
  );
}

type SwitchedOffProps = { integration: IntegrationWithHealth; onMapping: () => void };

function SwitchedOff({ integration, onMapping }: SwitchedOffProps) {
  const t = useI18n().texts.sync.disabled;
  const { requiredMapping } = useIntegration();
  const isMapped = hasOwnRows(requiredMapping, integration.mapping);
  const toMapping = !isMapped && (
    <Button small variant="primary" onClick={onMapping}>
      {t.toMapping}
    </Button>
  );
  return (
    <Notice tone="neutral" title={t.title} actions={toMapping}>
      <p>{isMapped ? t.text : t.textSetup}</p>
    </Notice>
  );
}
