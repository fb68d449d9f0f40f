import { z } from 'zod';
import { errorCodeSchema, errorParamsSchema } from './failure.ts';
import { mappingSchema } from './mapping.ts';

export const crmCapabilitySchema = z.enum(['FIELD_DISCOVERY', 'CONTACT_SEARCH', 'CONTACT_UPDATE']);
export type CrmCapability = z.infer<typeof crmCapabilitySchema>;

/** What the panel needs to know of a provider, so that it knows none by name. */
export const providerDescriptorSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How its users call it within a sentence. */
  shortName: z.string(),
  capabilities: z.array(crmCapabilitySchema),
  credentialFields: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['TEXT', 'SECRET', 'URL', 'DATE']),
      required: z.boolean(),
      /** What can be said of a value before anything is sent. Only help: the server decides. */
      format: z.enum(['GUID', 'GUID_OR_DOMAIN', 'NO_GUID']).optional(),
    }),
  ),
  /** The checks of a connection test, in the order in which they run. */
  checks: z.array(z.string()),
  /** Rows that are part of every mapping, because matching needs them. */
  requiredMapping: mappingSchema,
});
export type ProviderDescriptor = z.infer<typeof providerDescriptorSchema>;

export const statusCheckSchema = z.object({
  id: z.string(),
  status: z.enum(['PASSED', 'FAILED', 'SKIPPED']),
  /** Why it failed or was skipped; on a PASSED check a warning. */
  code: errorCodeSchema.nullable(),
  params: errorParamsSchema,
  /** The CRM's own words, for support. Never a secret. */
  detail: z.string().nullable(),
  durationMs: z.number(),
  requestId: z.string().nullable(),
});
export type StatusCheck = z.infer<typeof statusCheckSchema>;

/** The remote side as the test found it. */
export const remoteIdentitySchema = z.object({
  environmentId: z.string(),
  environmentHost: z.string(),
  userId: z.string(),
});
export type RemoteIdentity = z.infer<typeof remoteIdentitySchema>;

export const providerStatusSchema = z.object({
  status: z.enum(['UP', 'DOWN']),
  checks: z.array(statusCheckSchema),
  remote: remoteIdentitySchema.nullable(),
});
export type ProviderStatus = z.infer<typeof providerStatusSchema>;
