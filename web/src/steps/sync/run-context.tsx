import type { Outcome, Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc-context.ts';
import { createRequiredContext } from '../../ui/hooks/required-context.ts';

/** Which contacts of a run are shown; `null` for all. */
export type RunFilter = {
  outcome: Outcome | null;
  reason: string | null;
  /** Only those that arrived without a value. */
  warnings: boolean;
};

export const ALL_CONTACTS: RunFilter = { outcome: null, reason: null, warnings: false };

type RunContext = {
  run: Run;
  filter: RunFilter;
  setFilter: (filter: RunFilter) => void;
  /** Shows a run that a mutation returned. */
  showRun: (run: Run) => void;
};

export const [RunProvider, useRunContext] = createRequiredContext<RunContext>('useRunContext');

/** Retries the failed contacts of the run, or those with one reason, and shows the new run. */
export function useRetryFailed() {
  const trpc = useTRPC();
  const { run, showRun } = useRunContext();
  const mutation = useMutation(trpc.sync.retryFailed.mutationOptions({ onSuccess: showRun }));
  const retry = (reason?: string) =>
    mutation.mutate({ runId: run.id, ...(reason !== undefined && { reason }) });
  return { ...mutation, retry };
}
