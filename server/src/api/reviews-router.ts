import {
  decideReviewsInputSchema,
  getReviewInputSchema,
  listReviewsInputSchema,
  reviewDetailsSchema,
  reviewPageSchema,
  runSchema,
} from '@goodfunds/shared/schemas';
import { decideReviews, getReview, listReviews } from '../sync/reviews.ts';
import { anyProcedure, router } from './procedures.ts';

export const reviewsRouter = router({
  list: anyProcedure
    .input(listReviewsInputSchema)
    .output(reviewPageSchema)
    .query(({ ctx, input }) => listReviews(ctx.service, ctx.caller, input)),

  get: anyProcedure
    .input(getReviewInputSchema)
    .output(reviewDetailsSchema)
    .query(({ ctx, input, signal }) => getReview(ctx.service, ctx.caller, input, signal)),

  decide: anyProcedure
    .input(decideReviewsInputSchema)
    .output(runSchema)
    .mutation(({ ctx, input }) => decideReviews(ctx.service, ctx.caller, input)),
});
