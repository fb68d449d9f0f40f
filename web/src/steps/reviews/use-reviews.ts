import type { DecideReviewsInput, ReviewPage, ReviewReason } from '@goodfunds/shared';
import {
  type InfiniteData,
  useInfiniteQuery,
  useIsMutating,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { toPanelError } from '../../api/panel-error.ts';
import { useTRPC } from '../../api/trpc-context.ts';

const PAGE_SIZE = 50;
/** Runs open and close reviews meanwhile. */
const REFRESH_MS = 10_000;
/** With fewer on the screen, the next page is loaded, so that deciding never waits for it. */
const FEW = 5;

export type ReviewFilter = { reason: ReviewReason | null; search: string };

/** The open reviews, page by page. */
export function useReviews(integrationId: string, { reason, search }: ReviewFilter) {
  const trpc = useTRPC();
  const isDeciding = useIsMutating({ mutationKey: trpc.reviews.decide.mutationKey() }) > 0;
  const query = useInfiniteQuery(
    trpc.reviews.list.infiniteQueryOptions(
      { integrationId, limit: PAGE_SIZE, ...(reason && { reason }), ...(search !== '' && { search }) },
      {
        getNextPageParam: (page) => page.nextCursor,
        placeholderData: (previous) => previous,
        // A list that was read before a decision would bring the review back.
        refetchInterval: isDeciding ? false : REFRESH_MS,
      },
    ),
  );
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const reviews = data?.pages.flatMap((page) => page.reviews) ?? [];
  const needsMore =
    data && reviews.length < FEW && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (needsMore) void fetchNextPage();
  }, [needsMore, fetchNextPage]);
  return { query, reviews };
}

type DecideOptions = { onDecidedElsewhere: (contactId: string) => void; onDecided: () => void };

/** Decides in the background: what is decided one by one leaves the list at once, and returns if that fails. */
export function useDecide({ onDecidedElsewhere, onDecided }: DecideOptions) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const lists = trpc.reviews.list.pathFilter();
  return useMutation(
    trpc.reviews.decide.mutationOptions({
      onMutate: async (input) => {
        for (const contactId of contactIdsOf(input))
          queries.setQueriesData<InfiniteData<ReviewPage>>(lists, (data) => data && without(data, contactId));
        await queries.cancelQueries(lists);
      },
      onSuccess: onDecided,
      onError: (error, input) => {
        const [contactId] = contactIdsOf(input);
        if (contactId !== undefined && toPanelError(error).code === 'REVIEW_NOT_OPEN')
          onDecidedElsewhere(contactId);
        void queries.invalidateQueries(lists);
      },
      onSettled: async (_run, _error, input) => {
        if ('reason' in input) void queries.invalidateQueries(lists);
        void queries.invalidateQueries(trpc.sync.list.pathFilter());
        await queries.invalidateQueries(trpc.config.list.pathFilter());
      },
    }),
  );
}

function contactIdsOf(input: DecideReviewsInput): string[] {
  return 'decisions' in input ? input.decisions.map(({ contactId }) => contactId) : [];
}

function without(data: InfiniteData<ReviewPage>, contactId: string): InfiniteData<ReviewPage> {
  const decided = data.pages.flatMap((page) => page.reviews).find((review) => review.contactId === contactId);
  if (!decided) return data;
  const pages = data.pages.map((page) => ({
    ...page,
    reviews: page.reviews.filter((review) => review !== decided),
    total: page.total - 1,
    totalsByReason: {
      ...page.totalsByReason,
      [decided.reason]: (page.totalsByReason[decided.reason] ?? 1) - 1,
    },
  }));
  return { ...data, pages };
}
