import { z } from 'zod';
import { contactFieldSchema } from './contact-field.ts';
import { crmFieldSchema } from './crm-field.ts';
import { errorCodeSchema } from './failure.ts';
import { attributeSchema, mappingRowSchema } from './mapping.ts';
import { scheduleInputSchema, scheduleSchema } from './schedule.ts';
import { pauseSchema, runStatusSchema, runTriggerSchema } from './sync.ts';
import { syncRulesInputSchema, syncRulesSchema } from './sync-rules.ts';

/** A secret as returned to callers: whether it is set, and its last characters. */
export const secretViewSchema = z.object({ isSet: z.boolean(), hint: z.string().max(4) });
export type SecretView = z.infer<typeof secretViewSchema>;

/** The result of the last connection test or sync. */
export const integrationStatusSchema = z.object({
  status: z.enum(['UNKNOWN', 'UP', 'DOWN']),
  code: errorCodeSchema.nullable(),
  checkedAt: z.iso.datetime().nullable(),
});
export type IntegrationStatus = z.infer<typeof integrationStatusSchema>;

/** One account's configured connection to one provider. */
export const integrationSchema = z.object({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  /** Secrets appear only as `{ isSet, hint }`. */
  credentials: z.record(z.string(), z.union([z.string(), z.null(), secretViewSchema])),
  ...syncRulesSchema.shape,
  schedule: scheduleSchema,
  enabled: z.boolean(),
  status: integrationStatusSchema,
  /** Increases with every change. `config.update` must pass the version it is based on. */
  version: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Display name of the user who made the last change; `null` if the caller's token had none. */
  changedBy: z.string().nullable(),
});
export type Integration = z.infer<typeof integrationSchema>;

/** An integration with the state that hosts show outside the panel. */
export const integrationWithHealthSchema = integrationSchema.extend({
  health: z.object({
    openRunId: z.string().nullable(),
    pausedRun: z.object({ runId: z.string(), pause: pauseSchema }).nullable(),
    /** Contacts that failed in the last seven days and have not succeeded since. */
    failedItems: z.number().int(),
    /** Contacts that wait for a decision. */
    openReviews: z.number().int(),
    /** The run that ended last. */
    lastRun: z
      .object({
        runId: z.string(),
        trigger: runTriggerSchema,
        status: runStatusSchema,
        finishedAt: z.iso.datetime(),
      })
      .nullable(),
    /** When the next scheduled run starts; `null` if none is scheduled, or while the integration is off or paused. */
    nextRunAt: z.iso.datetime().nullable(),
    secretExpiresOn: z.iso.date().nullable(),
  }),
});
export type IntegrationWithHealth = z.infer<typeof integrationWithHealthSchema>;

/** The server validates each field with the provider's schema. */
const credentialsInputSchema = z.record(z.string().max(100), z.string().max(10_000).nullable());

const name = z.string().trim().min(1).max(200);

export const createIntegrationInputSchema = z.object({
  provider: z.string().max(100),
  name: name.optional(),
  credentials: credentialsInputSchema,
  ...syncRulesInputSchema.omit({ mapping: true }).shape,
  schedule: scheduleInputSchema.optional(),
});
export type CreateIntegrationInput = z.infer<typeof createIntegrationInputSchema>;

export const updateIntegrationInputSchema = z.object({
  integrationId: z.string().max(100),
  version: z.number().int(),
  name: name.optional(),
  /** Omitted fields stay, including the secret. */
  credentials: credentialsInputSchema.optional(),
  ...syncRulesInputSchema.shape,
  schedule: scheduleInputSchema.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateIntegrationInput = z.infer<typeof updateIntegrationInputSchema>;

export const testConnectionInputSchema = z.union([
  z.object({
    provider: z.string().max(100),
    credentials: credentialsInputSchema,
    /** Its stored credentials replace fields that are left out, such as the secret. */
    integrationId: z.string().max(100).optional(),
  }),
  z.object({ integrationId: z.string().max(100) }),
]);
export type TestConnectionInput = z.infer<typeof testConnectionInputSchema>;

export const suggestedRowSchema = mappingRowSchema.extend({
  attribute: attributeSchema,
  /** From 0 to 1, higher is better. */
  score: z.number().min(0).max(1),
  reason: z.enum(['STANDARD', 'NAME', 'LABEL']),
});
export type SuggestedRow = z.infer<typeof suggestedRowSchema>;
export const suggestedMappingSchema = z.object({ rows: z.array(suggestedRowSchema) });
export type SuggestedMapping = z.infer<typeof suggestedMappingSchema>;

/** A sample of the values that stored contacts have in a field. */
export const seenValuesSchema = z.object({
  /** The length of the longest value as text, in UTF-16 code units. */
  longest: z.number().int(),
  /** The distinct values, if there are few enough to be options; otherwise empty. */
  words: z.array(z.union([z.string(), z.number(), z.boolean()])),
});
export type SeenValues = z.infer<typeof seenValuesSchema>;

export const discoveredFieldsSchema = z.object({
  crmFields: z.array(crmFieldSchema),
  contactFields: z.array(contactFieldSchema),
  /** By field. Fields without any value are left out. */
  seen: z.record(z.string(), seenValuesSchema),
  fetchedAt: z.iso.datetime(),
});
export type DiscoveredFields = z.infer<typeof discoveredFieldsSchema>;
