import type { Run, RunCause } from '@goodfunds/shared';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc-context.ts';
import { isOpen } from './run-view.ts';

const NONE: readonly RunCause[] = [];

/** Why contacts of a run were skipped or failed, and how many each; known once it is over. */
export function useCauses(run: Run): readonly RunCause[] {
  const trpc = useTRPC();
  const hasCauses = !isOpen(run) && run.counts.skipped + run.counts.failed > 0;
  const query = useQuery({ ...trpc.sync.causes.queryOptions({ runId: run.id }), enabled: hasCauses });
  return (hasCauses && query.data?.causes) || NONE;
}
