import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc-context.ts';
import type { RunFilter } from './run-view.ts';

const PAGE_SIZE = 100;
const REFRESH_MS = 2_500;

export type ItemsFilter = RunFilter & { search: string };

/** The items of a run, page by page, read again now and then as long as it goes on. */
export function useItems(runId: string, runIsOpen: boolean, filter: ItemsFilter) {
  const trpc = useTRPC();
  return useInfiniteQuery(
    trpc.sync.items.infiniteQueryOptions(
      { runId, limit: PAGE_SIZE, ...itemsInput(filter) },
      {
        getNextPageParam: (page) => page.nextCursor,
        placeholderData: (previous) => previous,
        refetchInterval: runIsOpen ? REFRESH_MS : false,
      },
    ),
  );
}

/** What is asked for: only what is filtered by. */
export function itemsInput({ outcome, reason, search }: ItemsFilter) {
  return {
    ...(outcome && { outcome }),
    ...(reason !== null && { reason }),
    ...(search !== '' && { search }),
  };
}
