import { z } from 'zod';
import { errorCodeSchema, errorParamsSchema } from './failure.ts';
import { mappingSchema } from './mapping.ts';

export const crmCapabilitySchema = z.enum(['FIELD_DISCOVERY', 'CONTACT_SEARCH', 'CONTACT_UPDATE']);
export type CrmCapability = z.infer<typeof crmCapabilitySchema>;

/** Describes a provider to the panel, which has no code for a specific one. */
export const providerDescriptorSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The name used within a sentence. */
  shortName: z.string(),
  capabilities: z.array(crmCapabilitySchema),
  credentialFields: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['TEXT', 'SECRET', 'URL', 'DATE']),
      required: z.boolean(),
      /** A format that the panel checks while the user types. The server validates again. */
      format: z.enum(['GUID', 'GUID_OR_DOMAIN', 'NO_GUID']).optional(),
    }),
  ),
  /** The checks of a connection test, in the order in which they run. */
  checks: z.array(z.string()),
  /** Rows that every mapping contains, because matching needs them. */
  requiredMapping: mappingSchema,
  /** Attributes with e-mails that contacts can be matched by; the first is the primary one. */
  matchEmailAttributes: z.array(z.string()),
  /** Yes/no attributes with which people object; yes is the stricter value. */
  objectionAttributes: z.array(z.string()),
});
export type ProviderDescriptor = z.infer<typeof providerDescriptorSchema>;

export const statusCheckSchema = z.object({
  id: z.string(),
  status: z.enum(['PASSED', 'FAILED', 'SKIPPED']),
  /** Why the check failed or was skipped; a warning if it PASSED. */
  code: errorCodeSchema.nullable(),
  params: errorParamsSchema,
  /** The CRM's own message, for support. Never contains a secret. */
  detail: z.string().nullable(),
  durationMs: z.number(),
  requestId: z.string().nullable(),
});
export type StatusCheck = z.infer<typeof statusCheckSchema>;

/** The environment and user that the connection test found. */
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
