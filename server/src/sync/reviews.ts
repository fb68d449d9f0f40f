import type { ListReviewsInput, ReviewPage } from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';
import type { SyncContext } from './sync-context.ts';

const DEFAULT_REVIEWS_PER_PAGE = 50;

/** Contacts that wait for a decision, ordered by id. A page can have fewer than its limit. */
export async function listReviews(
  { store }: SyncContext,
  caller: Caller,
  input: ListReviewsInput,
): Promise<ReviewPage> {
  const integration = await store.integrations.require(caller.accountId, input.integrationId);
  const search = input.search || null;
  const { reviews, hasMore } = await store.reviews.list(integration, {
    reason: input.reason ?? null,
    search,
    afterContactId: input.cursor ?? '',
    limit: input.limit ?? DEFAULT_REVIEWS_PER_PAGE,
  });
  const totalsByReason = await store.reviews.countByReason(integration, search);
  const totals = input.reason ? [totalsByReason[input.reason] ?? 0] : Object.values(totalsByReason);
  return {
    reviews: reviews.map(({ sinceMs, ...review }) => ({ ...review, since: new Date(sinceMs).toISOString() })),
    total: totals.reduce((sum, count) => sum + count, 0),
    totalsByReason,
    nextCursor: hasMore ? (reviews.at(-1)?.contactId ?? null) : null,
  };
}
