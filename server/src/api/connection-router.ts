import { providerStatusSchema, testConnectionInputSchema } from '@goodfunds/shared/schemas';
import { connectionTestEventSchema, connectionTestEvents } from './connection-test-events.ts';
import { router, userProcedure } from './procedures.ts';
import { streamOf } from './stream-schema.ts';

export const connectionRouter = router({
  test: userProcedure
    .input(testConnectionInputSchema)
    .output(providerStatusSchema)
    .mutation(({ ctx, input, signal }) =>
      ctx.useCases.integrations.testConnection(ctx.caller, input, signal ? { signal } : {}),
    ),

  /** The same test for callers that want to watch it: by POST, as JSON lines (`httpBatchStreamLink`). */
  testStream: userProcedure
    .input(testConnectionInputSchema)
    .output(streamOf(connectionTestEventSchema, (event) => event))
    .mutation(({ ctx, input, signal }) =>
      connectionTestEvents((onCheck) =>
        ctx.useCases.integrations.testConnection(ctx.caller, input, { onCheck, ...(signal && { signal }) }),
      ),
    ),
});
