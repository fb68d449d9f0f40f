import { discoveredFieldsSchema } from '@goodfunds/shared/schemas';
import { z } from 'zod';
import { integrationIdInputSchema } from './integration-id.ts';
import { router, userProcedure } from './procedures.ts';

export const discoveryRouter = router({
  fields: userProcedure
    .input(integrationIdInputSchema.extend({ refresh: z.boolean().optional() }))
    .output(discoveredFieldsSchema)
    .query(({ ctx, input, signal }) => ctx.useCases.integrations.discoverFields(ctx.caller, input, signal)),
});
