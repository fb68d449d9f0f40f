import type { DecideReviewsInput, ReviewDecision } from '@goodfunds/shared';
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Change } from './context.ts';
import { cutPage, textBytes } from './page-bytes.ts';
import { decisions, links, reviews } from './schema.ts';
import { jsonColumn, jsonList, jsonRows, type Queries } from './sqlite/queries.ts';

/** Which reviews are decided, and how: each by its own decision, or all of a reason alike. */
export type ReviewChoice =
  | Pick<Extract<DecideReviewsInput, { decisions: unknown }>, 'decisions'>
  | Pick<Extract<DecideReviewsInput, { reason: unknown }>, 'reason' | 'decision'>;

export type DecidedReview = OpenReview & { decision: ReviewDecision; crmContactId: string | null };

/** Reviews that one call decides by their reason. Others stay open for the next call. */
const MAX_DECIDED_REVIEWS = 10_000;
/** CRM contacts that a contact is known not to be. Of more, the latest are kept. */
const MAX_EXCLUDED_CRM_CONTACTS = 1_000;

/**
 * Closes reviews and remembers what was decided. `open` selects the open ones of the integration. Throws, without any
 * change, if one of the decisions is not possible.
 */
export function decideReviews(
  { queries, nowMs }: Change,
  { accountId, environmentId, integrationId }: ReviewOwner,
  open: SQL | undefined,
  choice: ReviewChoice,
): DecidedReview[] {
  const decided =
    'decisions' in choice
      ? chooseByContact(queries, open, choice.decisions)
      : chooseByReason(queries, open, choice);
  const owner = { accountId, environmentId };
  storeDecisions(queries, owner, decided);
  storeLinks(
    queries,
    owner,
    decided.filter(({ decision }) => decision === 'SAME_PERSON'),
    nowMs,
  );
  deleteLinks(
    queries,
    owner,
    decided.filter(({ decision }) => decision === 'NEW_CONTACT'),
  );
  queries
    .delete(reviews)
    .where(and(eq(reviews.integrationId, integrationId), inArray(reviews.contactId, contactIds(decided))))
    .run();
  return decided;
}

type Owner = { accountId: number; environmentId: string };
type ReviewOwner = Owner & { integrationId: string };
type OpenReview = Pick<typeof reviews.$inferSelect, 'contactId' | 'candidates' | 'version'>;
type RequestedDecision = Extract<DecideReviewsInput, { decisions: unknown }>['decisions'][number];

function chooseByContact(
  queries: Queries,
  open: SQL | undefined,
  requested: readonly RequestedDecision[],
): DecidedReview[] {
  const chosen = and(open, inArray(reviews.contactId, contactIds(requested)));
  const found = new Map(readOpen(queries, chosen).map((review) => [review.contactId, review]));
  const decided = requested.map(({ contactId, decision, crmContactId }) => {
    const review = found.get(contactId);
    return review && { ...review, decision, crmContactId: crmContactId ?? onlyCandidate(review) };
  });
  refuse('REVIEW_NOT_OPEN', decided, (review) => review === undefined);
  refuse('NOT_A_CANDIDATE', decided, (review) => review !== undefined && !isPossible(review));
  return decided.filter((review) => review !== undefined);
}

/** Throws if some of the decisions are refused, with their places in the input. */
function refuse(
  code: 'REVIEW_NOT_OPEN' | 'NOT_A_CANDIDATE',
  decided: readonly (DecidedReview | undefined)[],
  isRefused: (review: DecidedReview | undefined) => boolean,
): void {
  const paths = decided.flatMap((review, index) => (isRefused(review) ? [`decisions.${index}`] : []));
  if (paths.length > 0) throw new UseCaseError(code, { paths });
}

function isPossible({ decision, crmContactId, candidates }: DecidedReview): boolean {
  return decision !== 'SAME_PERSON' || (crmContactId !== null && candidates.includes(crmContactId));
}

/** Leaves out reviews for which `SAME_PERSON` needs a choice, and those that do not fit into a page. */
function chooseByReason(
  queries: Queries,
  open: SQL | undefined,
  { reason, decision }: Extract<ReviewChoice, { reason: unknown }>,
): DecidedReview[] {
  const isSimple = decision === 'SAME_PERSON' ? sql`json_array_length(${reviews.candidates}) = 1` : undefined;
  const sizes = queries
    .select({ id: reviews.contactId, bytes: textBytes(reviews.candidates, decisions.notCrmContactIds) })
    .from(reviews)
    .leftJoin(
      decisions,
      and(
        eq(decisions.accountId, reviews.accountId),
        eq(decisions.environmentId, reviews.environmentId),
        eq(decisions.contactId, reviews.contactId),
      ),
    )
    .where(and(open, eq(reviews.reason, reason), isSimple))
    .orderBy(asc(reviews.contactId))
    .limit(MAX_DECIDED_REVIEWS)
    .all();
  const { ids } = cutPage(sizes, MAX_DECIDED_REVIEWS);
  const chosen = readOpen(queries, and(open, inArray(reviews.contactId, jsonList(ids))));
  return chosen.map((review) => ({ ...review, decision, crmContactId: onlyCandidate(review) }));
}

function readOpen(queries: Queries, condition: SQL | undefined): OpenReview[] {
  return queries
    .select({ contactId: reviews.contactId, candidates: reviews.candidates, version: reviews.version })
    .from(reviews)
    .where(condition)
    .all();
}

function onlyCandidate({ candidates }: OpenReview): string | null {
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

function storeDecisions(
  queries: Queries,
  { accountId, environmentId }: Owner,
  decided: readonly DecidedReview[],
): void {
  const earlier = new Map(
    queries
      .select()
      .from(decisions)
      .where(
        and(
          eq(decisions.accountId, accountId),
          eq(decisions.environmentId, environmentId),
          inArray(decisions.contactId, contactIds(decided)),
        ),
      )
      .all()
      .map((row) => [row.contactId, row]),
  );
  const rows = decided.map((review) => decisionAfter(review, earlier.get(review.contactId)));
  queries.run(sql`
    insert into decisions (account_id, environment_id, contact_id, not_crm_contact_ids, wants_new, ignored_version)
    select ${accountId}, ${environmentId}, ${jsonColumn('contactId')}, ${jsonColumn('notCrmContactIds')},
      ${jsonColumn('wantsNew')}, ${jsonColumn('ignoredVersion')}
    from ${jsonRows(rows)} where true
    on conflict do update set
      not_crm_contact_ids = excluded.not_crm_contact_ids,
      wants_new = excluded.wants_new,
      ignored_version = excluded.ignored_version`);
}

type Decision = Pick<
  typeof decisions.$inferSelect,
  'contactId' | 'notCrmContactIds' | 'wantsNew' | 'ignoredVersion'
>;

function decisionAfter(
  { contactId, decision, candidates, crmContactId, version }: DecidedReview,
  earlier: Decision | undefined,
): Decision {
  const { notCrmContactIds = [], wantsNew = false } = earlier ?? {};
  switch (decision) {
    case 'SAME_PERSON': {
      const others = notCrmContactIds.filter((id) => id !== crmContactId);
      return { contactId, notCrmContactIds: others, wantsNew: false, ignoredVersion: null };
    }
    case 'NEW_CONTACT': {
      const excluded = [...new Set([...notCrmContactIds, ...candidates])].slice(-MAX_EXCLUDED_CRM_CONTACTS);
      return { contactId, notCrmContactIds: excluded, wantsNew: true, ignoredVersion: null };
    }
    case 'IGNORE':
      return { contactId, notCrmContactIds, wantsNew, ignoredVersion: version };
  }
}

/** Nothing was synced over the link yet, so the contact counts as changed and nothing is remembered. */
function storeLinks(
  queries: Queries,
  { accountId, environmentId }: Owner,
  same: readonly DecidedReview[],
  nowMs: number,
): void {
  const rows = same.map(({ contactId, crmContactId }) => ({ contactId, crmContactId }));
  queries.run(sql`
    insert into links (account_id, environment_id, contact_id, crm_contact_id, content_hash, settings_hash,
      linked_at_ms)
    select ${accountId}, ${environmentId}, ${jsonColumn('contactId')}, ${jsonColumn('crmContactId')}, '', '', ${nowMs}
    from ${jsonRows(rows)} where true
    on conflict do update set
      crm_contact_id = excluded.crm_contact_id,
      content_hash = '',
      settings_hash = '',
      linked_at_ms = excluded.linked_at_ms,
      memory = null`);
}

function deleteLinks(
  queries: Queries,
  { accountId, environmentId }: Owner,
  separate: readonly DecidedReview[],
): void {
  queries
    .delete(links)
    .where(
      and(
        eq(links.accountId, accountId),
        eq(links.environmentId, environmentId),
        inArray(links.contactId, contactIds(separate)),
      ),
    )
    .run();
}

function contactIds(rows: readonly { contactId: string }[]): SQL {
  return jsonList(rows.map(({ contactId }) => contactId));
}
