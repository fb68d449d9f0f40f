import type { Run, RunCauses } from '@goodfunds/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../api/trpc-context.ts';
import type { RunFilter } from '../run-context.tsx';
import { isOpen } from '../run-view.ts';

const PAGE_SIZE = 100;
const REFRESH_MS = 2_500;
const NO_CAUSES: RunCauses = { causes: [], contradictions: [] };

export type ItemsFilter = RunFilter & { search: string };

/** The items of a run, page by page; an open run is read again from time to time. */
export function useItems(run: Run, filter: ItemsFilter) {
  const trpc = useTRPC();
  return useInfiniteQuery(
    trpc.sync.items.infiniteQueryOptions(
      { runId: run.id, limit: PAGE_SIZE, ...itemsInput(filter) },
      {
        getNextPageParam: (page) => page.nextCursor,
        placeholderData: (previous) => previous,
        refetchInterval: isOpen(run) ? REFRESH_MS : false,
      },
    ),
  );
}

export function itemsInput({ outcome, reason, warnings, search }: ItemsFilter) {
  return {
    ...(outcome && { outcome }),
    ...(reason !== null && { reason }),
    ...(warnings && { warnings: true as const }),
    ...(search !== '' && { search }),
  };
}

/** Why contacts were skipped or failed, and which stricter values were kept; empty while the run is open. */
export function useCauses(run: Run): RunCauses {
  const trpc = useTRPC();
  const hasEnded = !isOpen(run) && run.counts.total > 0;
  const query = useQuery({ ...trpc.sync.causes.queryOptions({ runId: run.id }), enabled: hasEnded });
  return (hasEnded && query.data) || NO_CAUSES;
}
