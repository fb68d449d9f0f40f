import { z } from 'zod';
import { contactFieldSchema } from './contact-field.ts';
import { crmFieldSchema } from './crm-field.ts';
import { errorCodeSchema } from './failure.ts';
import { attributeSchema, mappingRowSchema, mappingSchema } from './mapping.ts';
import { pauseSchema } from './sync.ts';
import { onAmbiguousMatchSchema, onDeletedInCrmSchema, updateStrategySchema } from './update-strategy.ts';

/** A secret as it is shown: whether there is one, and its last characters. */
export const secretViewSchema = z.object({ isSet: z.boolean(), hint: z.string().max(4) });
export type SecretView = z.infer<typeof secretViewSchema>;

/** How the last test or the last contact with the CRM went. */
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
  /** Secrets only as `{ isSet, hint }`. */
  credentials: z.record(z.string(), z.union([z.string(), z.null(), secretViewSchema])),
  mapping: mappingSchema,
  strategy: updateStrategySchema,
  onAmbiguousMatch: onAmbiguousMatchSchema,
  onDeletedInCrm: onDeletedInCrmSchema,
  enabled: z.boolean(),
  status: integrationStatusSchema,
  /** Grows with every change; `config.update` gives the one it has seen. */
  version: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Who made the last change, as people call that person; `null` where the caller's token did not say. */
  changedBy: z.string().nullable(),
});
export type Integration = z.infer<typeof integrationSchema>;

/** An integration with what the host needs to show trouble without opening the panel. */
export const integrationWithHealthSchema = integrationSchema.extend({
  health: z.object({
    openRunId: z.string().nullable(),
    pausedRun: z.object({ runId: z.string(), pause: pauseSchema }).nullable(),
    /** Items that failed in the runs of the last seven days and have not succeeded since. */
    failedItems: z.number().int(),
    secretExpiresOn: z.iso.date().nullable(),
  }),
});
export type IntegrationWithHealth = z.infer<typeof integrationWithHealthSchema>;

/** Checked field by field against the provider's own schema by the server. */
const credentialsInputSchema = z.record(z.string().max(100), z.string().max(10_000).nullable());

const name = z.string().trim().min(1).max(200);

export const createIntegrationInputSchema = z.object({
  provider: z.string().max(100),
  name: name.optional(),
  credentials: credentialsInputSchema,
});
export type CreateIntegrationInput = z.infer<typeof createIntegrationInputSchema>;

export const updateIntegrationInputSchema = z.object({
  integrationId: z.string().max(100),
  version: z.number().int(),
  name: name.optional(),
  /** What is left out stays, the secret included. */
  credentials: credentialsInputSchema.optional(),
  mapping: mappingSchema.optional(),
  strategy: updateStrategySchema.optional(),
  onAmbiguousMatch: onAmbiguousMatchSchema.optional(),
  onDeletedInCrm: onDeletedInCrmSchema.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateIntegrationInput = z.infer<typeof updateIntegrationInputSchema>;

export const testConnectionInputSchema = z.union([
  z.object({
    provider: z.string().max(100),
    credentials: credentialsInputSchema,
    /** Fills what the form leaves out, such as the stored secret. */
    integrationId: z.string().max(100).optional(),
  }),
  z.object({ integrationId: z.string().max(100) }),
]);
export type TestConnectionInput = z.infer<typeof testConnectionInputSchema>;

export const suggestedRowSchema = mappingRowSchema.extend({
  attribute: attributeSchema,
  /** From 0 to 1. */
  score: z.number().min(0).max(1),
  reason: z.enum(['STANDARD', 'NAME', 'LABEL']),
});
export type SuggestedRow = z.infer<typeof suggestedRowSchema>;
export const suggestedMappingSchema = z.object({ rows: z.array(suggestedRowSchema) });
export type SuggestedMapping = z.infer<typeof suggestedMappingSchema>;

/** What stored contacts have in a field, as far as they were looked at. */
export const seenValuesSchema = z.object({
  /** The length of the longest text, in UTF-16 code units. */
  longest: z.number().int(),
  /** Each different value, where there are so few that they look like a choice; else none. */
  words: z.array(z.union([z.string(), z.number(), z.boolean()])),
});
export type SeenValues = z.infer<typeof seenValuesSchema>;

export const discoveredFieldsSchema = z.object({
  crmFields: z.array(crmFieldSchema),
  contactFields: z.array(contactFieldSchema),
  /** By field; one that is empty in all of them is missing. */
  seen: z.record(z.string(), seenValuesSchema),
  fetchedAt: z.iso.datetime(),
});
export type DiscoveredFields = z.infer<typeof discoveredFieldsSchema>;
