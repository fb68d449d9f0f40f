import { forgetContactInputSchema } from '@goodfunds/shared/schemas';
import { z } from 'zod';
import { router, serviceProcedure } from './procedures.ts';

export const contactsRouter = router({
  forget: serviceProcedure
    .input(forgetContactInputSchema)
    .output(z.object({ contactId: z.string() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.useCases.sync.forgetContact(ctx.caller, input);
      return { contactId: input.contactId };
    }),
});
