import type { ContactOutcome } from './schemas/contact-outcome.ts';

/** The reasons for which a skipped contact waits for a decision. */
export const REVIEW_REASONS = [
  'NAME_MISMATCH',
  'SHARED_EMAIL',
  'AMBIGUOUS_MATCH',
  'INACTIVE_MATCH',
  'DELETED_IN_CRM',
  'NO_EMAIL',
  'POSSIBLE_DUPLICATE',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** Why the contact waits for a decision; `null` if it does not. */
export function reviewReason({
  outcome,
  reason,
}: Pick<ContactOutcome, 'outcome' | 'reason'>): ReviewReason | null {
  if (outcome !== 'SKIPPED') return null;
  return REVIEW_REASONS.find((known) => known === reason) ?? null;
}
