import type { ReviewPage, ReviewReason } from '@goodfunds/shared';
import { and, asc, count, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { notFound } from '../runtime/use-case-error.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import type { StoreContext } from './context.ts';
import { type DecidedReview, decideReviews, type ReviewChoice } from './decide-reviews.ts';
import { type IdempotentCall, respondOnce } from './idempotency.ts';
import { findIntegrationById, type IntegrationRecord } from './integrations.ts';
import { cutPage, textBytes } from './page-bytes.ts';
import { finishRunIfDone, type RunRecord, requireRun } from './run-state.ts';
import { contactsById, createRun, type NewRun } from './runs.ts';
import { contacts, reviews } from './schema.ts';
import { jsonList } from './sqlite/queries.ts';

export type StoredReview = Pick<
  typeof reviews.$inferSelect,
  'contactId' | 'reason' | 'candidates' | 'sinceMs'
> & {
  contact: Record<'email' | 'firstName' | 'lastName' | 'postcode' | 'city', string | null>;
};

/** The integration whose reviews are meant: those of the environment that its credentials lead to. */
type ReviewedIntegration = Pick<IntegrationRecord, 'id' | 'environmentId'>;

export function createReviewStore({ database, write }: StoreContext) {
  const readReviews = (
    integration: ReviewedIntegration,
    contactIds: readonly (string | number)[],
  ): StoredReview[] =>
    database
      .select({
        contactId: reviews.contactId,
        reason: reviews.reason,
        candidates: reviews.candidates,
        sinceMs: reviews.sinceMs,
        contact: {
          email: contactText('$.email'),
          firstName: contactText('$.firstName'),
          lastName: contactText('$.lastName'),
          postcode: contactText('$.address.postcode'),
          city: contactText('$.address.city'),
        },
      })
      .from(reviews)
      .innerJoin(contacts, ofContact)
      .where(and(openReviews(integration), inArray(reviews.contactId, jsonList(contactIds))))
      .orderBy(asc(reviews.contactId))
      .all();

  return {
    /** A page of open reviews, ordered by the id of the contact. */
    list: async (
      integration: ReviewedIntegration,
      filter: { reason: ReviewReason | null; search: string | null; afterContactId: string; limit: number },
    ): Promise<{ reviews: StoredReview[]; hasMore: boolean }> => {
      const sizes = database
        .select({ id: reviews.contactId, bytes: textBytes(reviews.candidates, contacts.content) })
        .from(reviews)
        .innerJoin(contacts, ofContact)
        .where(
          and(
            openReviews(integration),
            filter.reason === null ? undefined : eq(reviews.reason, filter.reason),
            searched(filter.search),
            gt(reviews.contactId, filter.afterContactId),
          ),
        )
        .orderBy(asc(reviews.contactId))
        .limit(filter.limit)
        .all();
      const { ids, hasMore } = cutPage(sizes, filter.limit);
      return { reviews: readReviews(integration, ids), hasMore };
    },

    /** `null` if the contact has no open review. */
    find: async (integration: ReviewedIntegration, contactId: string): Promise<StoredReview | null> =>
      readReviews(integration, [contactId])[0] ?? null,

    /**
     * Decides open reviews and creates a run over the contacts that are not ignored. Returns the response. Rejects with
     * REVIEW_NOT_OPEN or NOT_A_CANDIDATE, without any change, if one of the decisions is not possible.
     */
    decide: async (request: {
      run: NewRun;
      choice: ReviewChoice;
      idempotentCall: IdempotentCall | null;
      /** Serialises the response for replay under the same idempotency key. */
      formatResponse: (run: RunRecord) => string;
      audit: AuditEntry;
    }): Promise<string> =>
      await write('decideReviews', (change) =>
        respondOnce(change, request.idempotentCall, () => {
          const { run, choice, audit } = request;
          const integration = findIntegrationById(change.queries, run.integrationId);
          if (integration?.accountId !== run.accountId) throw notFound();
          const owner = { ...run, environmentId: integration.environmentId ?? '' };
          const decided = decideReviews(change, owner, openReviews(integration), choice);
          const synced = decided.filter(({ decision }) => decision !== 'IGNORE');
          const contactIds = synced.map(({ contactId }) => contactId);
          createRun(change, run, contactsById(change.queries, run.accountId, contactIds));
          // Without contacts to sync, the run is already done.
          finishRunIfDone(change, run.id);
          writeAudit(change, { ...audit, changes: { ...audit.changes, ...countDecisions(decided) } });
          return request.formatResponse(requireRun(change.queries, run.id));
        }),
      ),

    /** The number of open reviews by reason. */
    countByReason: async (
      integration: ReviewedIntegration,
      search: string | null,
    ): Promise<ReviewPage['totalsByReason']> => {
      const counted = database.select({ reason: reviews.reason, count: count() }).from(reviews);
      const joined = search === null ? counted : counted.innerJoin(contacts, ofContact);
      const rows = joined
        .where(and(openReviews(integration), searched(search)))
        .groupBy(reviews.reason)
        .all();
      return Object.fromEntries(rows.map((row) => [row.reason, row.count]));
    },
  };
}

const ofContact = and(eq(contacts.accountId, reviews.accountId), eq(contacts.contactId, reviews.contactId));

function openReviews({ id, environmentId }: ReviewedIntegration): SQL | undefined {
  return and(eq(reviews.integrationId, id), eq(reviews.environmentId, environmentId ?? ''));
}

function searched(search: string | null): SQL | undefined {
  return search === null ? undefined : sql`instr(${contacts.searchText}, ${search.toLowerCase()}) > 0`;
}

function contactText(path: string): SQL<string | null> {
  return sql<string | null>`${contacts.content} ->> ${path}`;
}

/** Without the contacts, because the entry outlives them. */
function countDecisions(decided: readonly DecidedReview[]): Record<string, number> {
  const groups = Map.groupBy(decided, ({ decision }) => decision);
  return Object.fromEntries([...groups].map(([decision, group]) => [decision, group.length]));
}
