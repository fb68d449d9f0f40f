import type { Outcome } from '@goodfunds/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc-context.ts';

const PAGE_SIZE = 100;
const REFRESH_MS = 2_500;

export type ItemsFilter = { outcome: Outcome | null; reason: string | null; search: string };

/** The items of a run, page by page, read again now and then as long as it goes on. */
export function useItems(runId: string, runIsOpen: boolean, filter: ItemsFilter) {
  const trpc = useTRPC();
  return useInfiniteQuery(
    trpc.sync.items.infiniteQueryOptions(
      {
        runId,
        limit: PAGE_SIZE,
        ...(filter.outcome && { outcome: filter.outcome }),
        ...(filter.reason !== null && { reason: filter.reason }),
        ...(filter.search !== '' && { search: filter.search }),
      },
      {
        getNextPageParam: (page) => page.nextCursor,
        placeholderData: (previous) => previous,
        refetchInterval: runIsOpen ? REFRESH_MS : false,
      },
    ),
  );
}
