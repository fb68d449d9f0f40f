import {
  createIntegrationInputSchema,
  discoveredFieldsSchema,
  integrationSchema,
  integrationWithHealthSchema,
  providerDescriptorSchema,
  providerStatusSchema,
  suggestedMappingSchema,
  testConnectionInputSchema,
  updateIntegrationInputSchema,
} from '@goodfunds/shared/schemas';
import { z } from 'zod';
import { createIntegration } from '../integrations/create-integration.ts';
import { discoverFields, suggestMapping } from '../integrations/discover-fields.ts';
import { getIntegration, listIntegrations } from '../integrations/read-integrations.ts';
import { removeIntegration } from '../integrations/remove-integration.ts';
import { testConnection } from '../integrations/test-connection.ts';
import { updateIntegration } from '../integrations/update-integration.ts';
import { anyProcedure, router, userProcedure } from './procedures.ts';
import { connectionTestEventSchema, connectionTestEvents, streamOf } from './streams.ts';

const integrationIdInputSchema = z.object({ integrationId: z.string().max(100) });

export const configRouter = router({
  providers: anyProcedure
    .output(z.array(providerDescriptorSchema))
    .query(({ ctx }) => [...ctx.service.providers.descriptors]),

  list: anyProcedure
    .output(z.array(integrationWithHealthSchema))
    .query(({ ctx }) => listIntegrations(ctx.service, ctx.caller)),

  get: anyProcedure
    .input(integrationIdInputSchema)
    .output(integrationWithHealthSchema)
    .query(({ ctx, input }) => getIntegration(ctx.service, ctx.caller, input)),

  create: userProcedure
    .input(createIntegrationInputSchema)
    .output(integrationSchema)
    .mutation(({ ctx, input }) => createIntegration(ctx.service, ctx.caller, input)),

  update: userProcedure
    .input(updateIntegrationInputSchema)
    .output(integrationSchema)
    .mutation(({ ctx, input, signal }) => updateIntegration(ctx.service, ctx.caller, input, signal)),

  remove: userProcedure
    .input(integrationIdInputSchema)
    .output(integrationIdInputSchema)
    .mutation(async ({ ctx, input }) => {
      await removeIntegration(ctx.service, ctx.caller, input);
      return { integrationId: input.integrationId };
    }),

  suggestMapping: userProcedure
    .input(integrationIdInputSchema)
    .output(suggestedMappingSchema)
    .query(({ ctx, input, signal }) => suggestMapping(ctx.service, ctx.caller, input, signal)),
});

export const connectionRouter = router({
  test: userProcedure
    .input(testConnectionInputSchema)
    .output(providerStatusSchema)
    .mutation(({ ctx, input, signal }) =>
      testConnection(ctx.service, ctx.caller, input, signal ? { signal } : {}),
    ),

  /** The same test, streamed check by check as JSON lines (`httpBatchStreamLink`). */
  testStream: userProcedure
    .input(testConnectionInputSchema)
    .output(streamOf(connectionTestEventSchema, (event) => event))
    .mutation(({ ctx, input, signal }) =>
      connectionTestEvents((onCheck) =>
        testConnection(ctx.service, ctx.caller, input, { onCheck, ...(signal && { signal }) }),
      ),
    ),
});

export const discoveryRouter = router({
  fields: userProcedure
    .input(integrationIdInputSchema.extend({ refresh: z.boolean().optional() }))
    .output(discoveredFieldsSchema)
    .query(({ ctx, input, signal }) => discoverFields(ctx.service, ctx.caller, input, signal)),
});
