import {
  createIntegrationInputSchema,
  integrationSchema,
  integrationWithHealthSchema,
  providerDescriptorSchema,
  suggestedMappingSchema,
  updateIntegrationInputSchema,
} from '@goodfunds/shared/schemas';
import { z } from 'zod';
import { integrationIdInputSchema } from './integration-id.ts';
import { anyProcedure, router, userProcedure } from './procedures.ts';

export const configRouter = router({
  providers: anyProcedure
    .output(z.array(providerDescriptorSchema))
    .query(({ ctx }) => ctx.useCases.integrations.providers()),

  list: anyProcedure
    .output(z.array(integrationWithHealthSchema))
    .query(({ ctx }) => ctx.useCases.integrations.list(ctx.caller)),

  get: anyProcedure
    .input(integrationIdInputSchema)
    .output(integrationWithHealthSchema)
    .query(({ ctx, input }) => ctx.useCases.integrations.get(ctx.caller, input)),

  create: userProcedure
    .input(createIntegrationInputSchema)
    .output(integrationSchema)
    .mutation(({ ctx, input }) => ctx.useCases.integrations.create(ctx.caller, input)),

  update: userProcedure
    .input(updateIntegrationInputSchema)
    .output(integrationSchema)
    .mutation(({ ctx, input, signal }) => ctx.useCases.integrations.update(ctx.caller, input, signal)),

  remove: userProcedure
    .input(integrationIdInputSchema)
    .output(integrationIdInputSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.useCases.integrations.remove(ctx.caller, input);
      return { integrationId: input.integrationId };
    }),

  suggestMapping: userProcedure
    .input(integrationIdInputSchema)
    .output(suggestedMappingSchema)
    .query(({ ctx, input, signal }) => ctx.useCases.integrations.suggestMapping(ctx.caller, input, signal)),
});
