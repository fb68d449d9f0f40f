import type { Outcome, Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useTakeRun } from './use-run.ts';

/** Which contacts of a run are shown; `null` for all. */
export type RunFilter = { outcome: Outcome | null; reason: string | null };

type RunContext = {
  run: Run;
  filter: RunFilter;
  setFilter: (filter: RunFilter) => void;
  /** Shows another run, such as a retry, in place of this one. */
  showRun: (run: Run) => void;
};

const Context = createContext<RunContext | null>(null);
export const RunProvider = Context;

export function useRunContext(): RunContext {
  const value = use(Context);
  if (!value) throw new Error('useRunContext needs a RunProvider above it');
  return value;
}

/** Retries the failed contacts of the run, or those with one reason, and shows the new run. */
export function useRetryFailed() {
  const trpc = useTRPC();
  const takeRun = useTakeRun();
  const { run, showRun } = useRunContext();
  const mutation = useMutation(
    trpc.sync.retryFailed.mutationOptions({
      onSuccess: (retry) => {
        takeRun(retry);
        showRun(retry);
      },
    }),
  );
  const retry = (reason?: string) =>
    mutation.mutate({ runId: run.id, ...(reason !== undefined && { reason }) });
  return { ...mutation, retry };
}
