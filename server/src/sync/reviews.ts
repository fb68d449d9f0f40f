import type {
  DecideReviewsInput,
  GetReviewInput,
  ListReviewsInput,
  Review,
  ReviewDetails,
  ReviewPage,
  Run,
} from '@goodfunds/shared';
import { runSchema } from '@goodfunds/shared/schemas';
import { badRequest, notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import type { StoredReview } from '../store/reviews.ts';
import { idempotentCall } from './push.ts';
import { viewRun } from './run-view.ts';
import { newRun } from './runs.ts';
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
    reviews: reviews.map(viewReview),
    total: totals.reduce((sum, count) => sum + count, 0),
    totalsByReason,
    nextCursor: hasMore ? (reviews.at(-1)?.contactId ?? null) : null,
  };
}

/** A review beside its candidates as they are in the CRM now. */
export async function getReview(
  { store, connections }: SyncContext,
  caller: Caller,
  { integrationId, contactId }: GetReviewInput,
  signal?: AbortSignal,
): Promise<ReviewDetails> {
  const integration = await store.integrations.require(caller.accountId, integrationId);
  const review = await store.reviews.find(integration, contactId);
  const [contact] = (review && (await store.contacts.findAll(caller.accountId, [contactId]))) ?? [];
  if (!review || !contact || integration.environmentId === null) throw notFound();
  const directory = store.links.directory(caller.accountId);
  const [{ values, crmContacts }, owners] = await Promise.all([
    connections.open(integration).compareContact(contact, review.candidates, integration.mapping, signal),
    directory.ownersOf(integration.environmentId, review.candidates),
  ]);
  return {
    ...viewReview(review),
    attributes: values,
    candidates: crmContacts.map(({ id, url, values: attributes, active, modifiedOn }) => ({
      crmContactId: id,
      url,
      attributes,
      active,
      modifiedOn,
      linkedContactIds: owners.get(id) ?? [],
    })),
  };
}

/** Decides reviews and starts a run over the contacts that are not ignored. It is empty if all are. */
export async function decideReviews(
  context: SyncContext,
  caller: Caller,
  { integrationId, idempotencyKey, ...choice }: DecideReviewsInput,
): Promise<Run> {
  if (
    'decisions' in choice &&
    new Set(choice.decisions.map(({ contactId }) => contactId)).size < choice.decisions.length
  ) {
    throw badRequest('decisions', 'must name each contact once');
  }
  const response = await context.store.reviews.decide({
    run: await newRun(context, caller, integrationId, { trigger: 'MANUAL', scope: 'CONTACTS' }),
    choice,
    idempotentCall: idempotentCall('reviews.decide', caller, idempotencyKey, [integrationId, choice]),
    formatResponse: (run) => JSON.stringify(viewRun(run)),
    audit: auditEntry(
      caller,
      integrationId,
      'REVIEWS_DECIDED',
      'reason' in choice ? { reason: choice.reason } : {},
    ),
  });
  return runSchema.parse(JSON.parse(response));
}

function viewReview({ sinceMs, ...review }: StoredReview): Review {
  return { ...review, since: new Date(sinceMs).toISOString() };
}
