import { listReviewsInputSchema, reviewPageSchema } from '@goodfunds/shared/schemas';
import { listReviews } from '../sync/reviews.ts';
import { anyProcedure, router } from './procedures.ts';

export const reviewsRouter = router({
  list: anyProcedure
    .input(listReviewsInputSchema)
    .output(reviewPageSchema)
    .query(({ ctx, input }) => listReviews(ctx.service, ctx.caller, input)),
});
