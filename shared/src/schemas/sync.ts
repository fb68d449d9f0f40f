import { z } from 'zod';
import { contactSchema, MAX_CONTACT_BYTES } from './contact.ts';
import { contactOutcomeSchema, outcomeSchema } from './contact-outcome.ts';
import { errorCodeSchema, errorParamsSchema, failureSchema } from './failure.ts';
import { syncRulesInputSchema } from './sync-rules.ts';

/** The maximum number of contacts per push. */
export const PUSH_LIMIT = 1_000;

/** The first three are open, the others final. `FAILED` is reserved: today, failures pause a run instead. */
export const runStatusSchema = z.enum([
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'COMPLETED',
  'COMPLETED_WITH_ERRORS',
  'CANCELLED',
  'FAILED',
]);
export type RunStatus = z.infer<typeof runStatusSchema>;

export const pauseReasonSchema = z.enum(['THROTTLED', 'UNAVAILABLE', 'RECONNECT', 'MAPPING']);
export type PauseReason = z.infer<typeof pauseReasonSchema>;

export const pauseSchema = z.object({
  reason: pauseReasonSchema,
  /** When the run continues automatically; `null` if a user has to act. */
  until: z.iso.datetime().nullable(),
  code: errorCodeSchema.nullable(),
  params: errorParamsSchema,
});
export type Pause = z.infer<typeof pauseSchema>;

/** `ENABLED`: the integration was switched on. */
export const runTriggerSchema = z.enum(['PUSH', 'MANUAL', 'RETRY', 'ENABLED', 'SCHEDULE']);
export type RunTrigger = z.infer<typeof runTriggerSchema>;

/** The contacts of a run. Runs of `sync.push` have the scope PUSHED, which callers cannot request. */
export const runScopeSchema = z.union([
  z.object({ kind: z.enum(['CHANGED', 'ALL']) }),
  z.object({ kind: z.literal('CONTACTS'), contactIds: z.array(z.string().max(200)).min(1).max(10_000) }),
]);
export type RunScope = z.infer<typeof runScopeSchema>;

export const runCountsSchema = z.object({
  total: z.number().int(),
  pending: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  skipped: z.number().int(),
  /** Part of `skipped`: contacts for which a decision is needed, or was to ignore them. */
  review: z.number().int(),
  failed: z.number().int(),
  /** Created, updated and unchanged contacts with warnings. */
  warnings: z.number().int(),
});
export type RunCounts = z.infer<typeof runCountsSchema>;

export const runSchema = z.object({
  id: z.string(),
  integrationId: z.string(),
  trigger: runTriggerSchema,
  scope: z.enum(['PUSHED', 'CHANGED', 'ALL', 'CONTACTS']),
  status: runStatusSchema,
  pause: pauseSchema.nullable(),
  counts: runCountsSchema,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** Set only if the status is FAILED. */
  error: failureSchema.nullable(),
  /** Increases with every change. The event id of `sync.progress`. */
  revision: z.number().int(),
});
export type Run = z.infer<typeof runSchema>;

export const itemSchema = z.object({
  id: z.string(),
  contactId: z.string(),
  email: z.string().nullable(),
  /** `null` while the item is pending. */
  outcome: outcomeSchema.nullable(),
  reason: z.string().nullable(),
  crmContactId: z.string().nullable(),
  candidates: z.array(z.string()),
  changedAttributes: z.array(z.string()),
  /** Attributes whose other value in the CRM was kept, because GoodFunds has not changed it or both sides have. */
  keptAttributes: z.array(z.string()),
  /** Attributes whose stricter value in the CRM was kept. */
  contradictions: z.array(z.string()),
  error: failureSchema.nullable(),
  /** What the contact arrived without, the first ones. */
  warnings: z.array(failureSchema),
  attempts: z.number().int(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Item = z.infer<typeof itemSchema>;

/** The number of SKIPPED or FAILED contacts of a run with the same reason. */
export const runCauseSchema = z.object({
  outcome: outcomeSchema,
  reason: z.string(),
  count: z.number().int(),
});
export type RunCause = z.infer<typeof runCauseSchema>;
/** The number of contacts of a run whose stricter value in the CRM was kept. */
export const contradictionSchema = z.object({ attribute: z.string(), count: z.number().int() });
export type Contradiction = z.infer<typeof contradictionSchema>;
/** Most frequent first. */
export const runCausesSchema = z.object({
  causes: z.array(runCauseSchema),
  contradictions: z.array(contradictionSchema),
});
export type RunCauses = z.infer<typeof runCausesSchema>;

const accountId = z.number().int().positive();
const idempotencyKey = z.string().min(1).max(200);
const integrationId = z.string().max(100);
const runId = z.string().max(100);
const cursor = z.string().max(500);
const pageSize = z.number().int().min(1).max(500);

export const pushInputSchema = z.object({
  accountId,
  contacts: z
    .array(contactSchema)
    .min(1)
    .max(PUSH_LIMIT)
    .describe(`Each has at most ${MAX_CONTACT_BYTES} bytes as JSON.`),
  idempotencyKey: idempotencyKey.optional(),
});
export type PushInput = z.infer<typeof pushInputSchema>;

export const pushResultSchema = z.object({
  /** Number of accepted contacts. Duplicate ids count once. */
  accepted: z.number().int(),
  runs: z.array(runSchema),
});
export type PushResult = z.infer<typeof pushResultSchema>;

export const startInputSchema = z.object({
  integrationId,
  scope: runScopeSchema.optional(),
  idempotencyKey: idempotencyKey.optional(),
});
export type StartInput = z.infer<typeof startInputSchema>;

export const previewInputSchema = z.object({
  integrationId,
  contactIds: z.array(z.string().max(200)).min(1).max(50).optional(),
  limit: z.number().int().min(1).max(50).optional(),
  /** Unsaved settings to use instead of the saved ones. */
  draft: syncRulesInputSchema.optional(),
});
export type PreviewInput = z.infer<typeof previewInputSchema>;

export const previewSchema = z.object({
  outcomes: z.array(contactOutcomeSchema.extend({ email: z.string().nullable(), name: z.string() })),
});
export type Preview = z.infer<typeof previewSchema>;

export const listRunsInputSchema = z.object({
  integrationId,
  cursor: cursor.optional(),
  limit: pageSize.optional(),
});
export type ListRunsInput = z.infer<typeof listRunsInputSchema>;
export const runPageSchema = z.object({ runs: z.array(runSchema), nextCursor: z.string().nullable() });
export type RunPage = z.infer<typeof runPageSchema>;

export const listItemsInputSchema = z.object({
  runId,
  outcome: outcomeSchema.optional(),
  reason: z.string().max(100).optional(),
  /** Only contacts with warnings. */
  warnings: z.literal(true).optional(),
  /** Part of the contact's id or e-mail. */
  search: z.string().max(200).optional(),
  cursor: cursor.optional(),
  limit: pageSize.optional(),
});
export type ListItemsInput = z.infer<typeof listItemsInputSchema>;
export const itemPageSchema = z.object({ items: z.array(itemSchema), nextCursor: z.string().nullable() });
export type ItemPage = z.infer<typeof itemPageSchema>;

export const listContactsInputSchema = z.object({
  integrationId,
  search: z.string().max(200).optional(),
  cursor: cursor.optional(),
  limit: pageSize.optional(),
});
export type ListContactsInput = z.infer<typeof listContactsInputSchema>;
export const contactPageSchema = z.object({
  contacts: z.array(contactSchema),
  nextCursor: z.string().nullable(),
});
export type ContactPage = z.infer<typeof contactPageSchema>;

export const runIdInputSchema = z.object({ runId });
export const retryFailedInputSchema = z.object({ runId, reason: z.string().max(100).optional() });
export type RetryFailedInput = z.infer<typeof retryFailedInputSchema>;

export const forgetContactInputSchema = z.object({ accountId, contactId: z.string().min(1).max(200) });
export type ForgetContactInput = z.infer<typeof forgetContactInputSchema>;
