import {
  contactPageSchema,
  itemPageSchema,
  listContactsInputSchema,
  listItemsInputSchema,
  listRunsInputSchema,
  previewInputSchema,
  previewSchema,
  pushInputSchema,
  pushResultSchema,
  retryFailedInputSchema,
  runCausesSchema,
  runIdInputSchema,
  runPageSchema,
  runSchema,
  startInputSchema,
} from '@goodfunds/shared/schemas';
import { tracked } from '@trpc/server';
import { amongOpenStreams } from './open-streams.ts';
import { anyProcedure, router, serviceProcedure, userProcedure } from './procedures.ts';
import { streamOf } from './stream-schema.ts';

export const syncRouter = router({
  push: serviceProcedure
    .input(pushInputSchema)
    .output(pushResultSchema)
    .mutation(({ ctx, input }) => ctx.useCases.sync.push(ctx.caller, input)),

  start: anyProcedure
    .input(startInputSchema)
    .output(runSchema)
    .mutation(({ ctx, input }) => ctx.useCases.sync.start(ctx.caller, input)),

  preview: userProcedure
    .input(previewInputSchema)
    .output(previewSchema)
    .query(({ ctx, input, signal }) => ctx.useCases.sync.preview(ctx.caller, input, signal)),

  get: anyProcedure
    .input(runIdInputSchema)
    .output(runSchema)
    .query(({ ctx, input }) => ctx.useCases.sync.getRun(ctx.caller, input.runId)),

  list: anyProcedure
    .input(listRunsInputSchema)
    .output(runPageSchema)
    .query(({ ctx, input }) => ctx.useCases.sync.listRuns(ctx.caller, input)),

  items: anyProcedure
    .input(listItemsInputSchema)
    .output(itemPageSchema)
    .query(({ ctx, input }) => ctx.useCases.sync.listItems(ctx.caller, input)),

  causes: anyProcedure
    .input(runIdInputSchema)
    .output(runCausesSchema)
    .query(({ ctx, input }) => ctx.useCases.sync.listCauses(ctx.caller, input.runId)),

  cancel: anyProcedure
    .input(runIdInputSchema)
    .output(runSchema)
    .mutation(({ ctx, input }) => ctx.useCases.sync.cancel(ctx.caller, input.runId)),

  retryFailed: anyProcedure
    .input(retryFailedInputSchema)
    .output(runSchema)
    .mutation(({ ctx, input }) => ctx.useCases.sync.retryFailed(ctx.caller, input)),

  /** Snapshots of the run until it ends, by revision. Each is whole, so a client that was cut off just asks again. */
  progress: anyProcedure
    .input(runIdInputSchema)
    .output(streamOf(runSchema, (run) => tracked(String(run.revision), run)))
    .subscription(({ ctx, input, signal }) =>
      amongOpenStreams(ctx, () => ctx.useCases.sync.progress(ctx.caller, input.runId, signal)),
    ),

  contacts: userProcedure
    .input(listContactsInputSchema)
    .output(contactPageSchema)
    .query(({ ctx, input }) => ctx.useCases.sync.listContacts(ctx.caller, input)),
});
