import type { Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc-context.ts';
import { useTakeRun } from './use-run.ts';

/** Tries failed contacts again, all of a run or those of one cause, and goes over to the new run. */
export function useRetryFailed(onRun: (run: Run) => void) {
  const trpc = useTRPC();
  const takeRun = useTakeRun();
  return useMutation(
    trpc.sync.retryFailed.mutationOptions({
      onSuccess: (run) => {
        takeRun(run);
        onRun(run);
      },
    }),
  );
}
