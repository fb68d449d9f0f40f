import { z } from 'zod';
import { REVIEW_REASONS } from '../review-reason.ts';
import { crmValueSchema } from './contact-outcome.ts';

export const reviewReasonSchema = z.enum(REVIEW_REASONS);

const text = z.string().nullable();

/** A skipped contact that waits for a decision. */
export const reviewSchema = z.object({
  contactId: z.string(),
  reason: reviewReasonSchema,
  contact: z.object({ email: text, firstName: text, lastName: text, postcode: text, city: text }),
  /** The ids of the CRM contacts that the contact could be. */
  candidates: z.array(z.string()),
  /** When the contact was first skipped for this reason. */
  since: z.iso.datetime(),
});
export type Review = z.infer<typeof reviewSchema>;

const integrationId = z.string().max(100);

export const listReviewsInputSchema = z.object({
  integrationId,
  reason: reviewReasonSchema.optional(),
  /** Part of the contact's id, name or e-mail. */
  search: z.string().max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.number().int().min(1).max(500).optional(),
});
export type ListReviewsInput = z.infer<typeof listReviewsInputSchema>;

export const reviewPageSchema = z.object({
  reviews: z.array(reviewSchema),
  /** The number of reviews that match `reason` and `search`, over all pages. */
  total: z.number().int(),
  /** The number that match `search`. Reasons without a review are left out. */
  totalsByReason: z.partialRecord(reviewReasonSchema, z.number().int()),
  nextCursor: z.string().nullable(),
});
export type ReviewPage = z.infer<typeof reviewPageSchema>;

const attributesSchema = z.record(z.string(), crmValueSchema);

/** A review with the values of both sides, by the attributes of the mapping. */
export const reviewDetailsSchema = reviewSchema.extend({
  /** The contact's values as they would be written, without blank and rejected ones. */
  attributes: attributesSchema,
  /** As they are in the CRM now, without those that are gone. */
  candidates: z.array(
    z.object({
      crmContactId: z.string(),
      /** Where users of the CRM open it. */
      url: text,
      attributes: attributesSchema,
      active: z.boolean(),
      modifiedOn: text,
      /** Contacts of the account that are linked to it. */
      linkedContactIds: z.array(z.string()),
    }),
  ),
});
export type ReviewDetails = z.infer<typeof reviewDetailsSchema>;

export const getReviewInputSchema = z.object({ integrationId, contactId: z.string().max(200) });
export type GetReviewInput = z.infer<typeof getReviewInputSchema>;

export const reviewDecisionSchema = z.enum(['SAME_PERSON', 'NEW_CONTACT', 'IGNORE']);
/**
 * `SAME_PERSON` links the contact to a candidate, `NEW_CONTACT` creates a CRM contact and remembers that the contact is
 * none of the candidates, `IGNORE` hides the review until the contact or a candidate changes.
 */
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>;

const idempotencyKey = z.string().min(1).max(200).optional();

export const decideReviewsInputSchema = z.union([
  z.object({
    integrationId,
    decisions: z
      .array(
        z.object({
          contactId: z.string().max(200),
          decision: reviewDecisionSchema,
          /** The candidate that `SAME_PERSON` means. Can be omitted if there is only one. */
          crmContactId: z.string().max(200).optional(),
        }),
      )
      .min(1)
      .max(500),
    idempotencyKey,
  }),
  /** All open reviews with this reason. `SAME_PERSON` leaves out those with several candidates. */
  z.object({
    integrationId,
    reason: reviewReasonSchema,
    decision: reviewDecisionSchema,
    idempotencyKey,
  }),
]);
export type DecideReviewsInput = z.infer<typeof decideReviewsInputSchema>;
