import {
  contactPageSchema,
  forgetContactInputSchema,
  itemPageSchema,
  listContactsInputSchema,
  listItemsInputSchema,
  listRunsInputSchema,
  previewInputSchema,
  previewSchema,
  pushResultSchema,
  retryFailedInputSchema,
  runCausesSchema,
  runIdInputSchema,
  runPageSchema,
  runSchema,
  startInputSchema,
} from '@goodfunds/shared/schemas';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { forgetContact, listContacts } from '../sync/contacts.ts';
import { preview } from '../sync/preview.ts';
import { progress } from '../sync/progress.ts';
import { push } from '../sync/push.ts';
import { cancel, getRun, listCauses, listItems, listRuns, retryFailed, start } from '../sync/runs.ts';
import { anyProcedure, router, serviceProcedure, userProcedure } from './procedures.ts';
import { parsePushInput } from './push-input.ts';
import { countOpenStream, streamOf } from './streams.ts';

export const syncRouter = router({
  push: serviceProcedure
    .input(parsePushInput)
    .output(pushResultSchema)
    .mutation(({ ctx, input }) => push(ctx.service, ctx.caller, input)),

  start: anyProcedure
    .input(startInputSchema)
    .output(runSchema)
    .mutation(({ ctx, input }) => start(ctx.service, ctx.caller, input)),

  preview: userProcedure
    .input(previewInputSchema)
    .output(previewSchema)
    .query(({ ctx, input, signal }) => preview(ctx.service, ctx.caller, input, signal)),

  get: anyProcedure
    .input(runIdInputSchema)
    .output(runSchema)
    .query(({ ctx, input }) => getRun(ctx.service, ctx.caller, input.runId)),

  list: anyProcedure
    .input(listRunsInputSchema)
    .output(runPageSchema)
    .query(({ ctx, input }) => listRuns(ctx.service, ctx.caller, input)),

  items: anyProcedure
    .input(listItemsInputSchema)
    .output(itemPageSchema)
    .query(({ ctx, input }) => listItems(ctx.service, ctx.caller, input)),

  causes: anyProcedure
    .input(runIdInputSchema)
    .output(runCausesSchema)
    .query(({ ctx, input }) => listCauses(ctx.service, ctx.caller, input.runId)),

  cancel: anyProcedure
    .input(runIdInputSchema)
    .output(runSchema)
    .mutation(({ ctx, input }) => cancel(ctx.service, ctx.caller, input.runId)),

  retryFailed: anyProcedure
    .input(retryFailedInputSchema)
    .output(runSchema)
    .mutation(({ ctx, input }) => retryFailed(ctx.service, ctx.caller, input)),

  /** Whole snapshots of the run until it ends, numbered by revision, so a client that lost the stream reopens it. */
  progress: anyProcedure
    .input(runIdInputSchema)
    .output(streamOf(runSchema, (run) => tracked(String(run.revision), run)))
    .subscription(({ ctx, input, signal }) => {
      countOpenStream(ctx);
      return progress(ctx.service, ctx.caller, input.runId, signal);
    }),

  contacts: userProcedure
    .input(listContactsInputSchema)
    .output(contactPageSchema)
    .query(({ ctx, input }) => listContacts(ctx.service, ctx.caller, input)),
});

export const contactsRouter = router({
  forget: serviceProcedure
    .input(forgetContactInputSchema)
    .output(z.object({ contactId: z.string() }))
    .mutation(async ({ ctx, input }) => {
      await forgetContact(ctx.service, ctx.caller, input);
      return { contactId: input.contactId };
    }),
});
