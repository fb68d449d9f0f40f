import { createPublicKey } from 'node:crypto';
import { z } from 'zod';

const guid = z.guid().transform((text) => text.toLowerCase());
const privilegeDepth = z.enum(['Basic', 'Local', 'Deep', 'Global']);

export const crmUserRowSchema = z.record(z.string(), z.unknown());

const relatedRow = z.strictObject({ table: z.string(), id: guid, name: z.string() });

export const seedSchema = z.strictObject({
  /** Contacts as CRM users create them: values by property name, read-only columns included. */
  rows: z.array(crmUserRowSchema).optional(),
  /** The number of generated contacts to add. */
  count: z.int().nonnegative().optional(),
  /** Rows of other tables that lookups can refer to. */
  related: z.array(relatedRow).optional(),
});

export const alternateKeySchema = z.strictObject({
  schemaName: z.string().regex(/^\w+$/),
  columns: z.array(z.string()).min(1).max(16),
  /** Only an `Active` key can be used, and only it constrains rows. */
  status: z.enum(['Pending', 'InProgress', 'Active', 'Failed']).default('Active'),
});

/** By logical name. */
export const normalisationSchema = z.record(z.string(), z.enum(['UPPER_CASE', 'PHONE']));

export const contactTableSchema = z.strictObject({ isOptimisticConcurrencyEnabled: z.boolean() });

export const ipFirewallSchema = z.strictObject({ blocksCaller: z.boolean() });

export const userSchema = z.strictObject({
  state: z.enum(['present', 'missing', 'disabled', 'withoutRoles']).optional(),
  systemUserId: guid.optional(),
  azureObjectId: guid.optional(),
  businessUnitId: guid.optional(),
  childBusinessUnitIds: z.array(guid).optional(),
  uiLanguage: z.union([z.literal(1031), z.literal(1033)]).optional(),
});

/** All privileges of the user, with their depth. */
export const privilegesSchema = z.record(z.string(), privilegeDepth);

/** By logical name, for secured columns. */
export const columnPermissionsSchema = z.record(
  z.string(),
  z.strictObject({
    read: z.boolean().default(false),
    create: z.boolean().default(false),
    update: z.boolean().default(false),
  }),
);

export const secretSchema = z.strictObject({
  /** If omitted, the secret stays. */
  clientSecret: z.string().min(1).optional(),
  /** If null, it never expires. */
  expiresOn: z.iso.datetime({ offset: true }).nullable().optional(),
});

const certificate = z
  .strictObject({
    /** base64url SHA-256 thumbprint. */
    thumbprintSha256: z.string().regex(/^[\w-]{43}$/),
    /** A public key or a certificate. */
    publicKeyPem: z.string(),
  })
  .transform(({ thumbprintSha256, publicKeyPem }, context) => {
    try {
      return { thumbprintSha256, publicKey: createPublicKey(publicKeyPem) };
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'publicKeyPem is no public key or certificate in PEM form',
      });
      return z.NEVER;
    }
  });

export const directorySchema = z.strictObject({
  tenantId: guid.optional(),
  domain: z.string().optional(),
  clientId: guid.optional(),
  servicePrincipal: z.enum(['present', 'missing', 'disabled']).optional(),
  certificates: z.array(certificate).optional(),
  /** Origins of other environments in the tenant; tokens are issued for them too. */
  otherResources: z.array(z.url()).optional(),
});

export const organizationSchema = z.strictObject({ organizationId: guid });

export const protectionSchema = z.strictObject({
  enforced: z.boolean().optional(),
  requests: z.int().positive().optional(),
  executionTimeMs: z.int().positive().optional(),
  concurrency: z.int().positive().optional(),
  windowSeconds: z.int().positive().optional(),
  parallelismHint: z.int().positive().optional(),
});

export const batchFormatSchema = z.strictObject({ changeSetFailure: z.enum(['nested', 'bare']) });

const milliseconds = z.number().nonnegative();

export const costModelSchema = z.strictObject({
  requestMs: milliseconds.optional(),
  operationMs: z
    .strictObject({
      find: milliseconds.optional(),
      create: milliseconds.optional(),
      update: milliseconds.optional(),
      delete: milliseconds.optional(),
      refusedWrite: milliseconds.optional(),
      bulkCreate: milliseconds.optional(),
      bulkUpdate: milliseconds.optional(),
      metadata: milliseconds.optional(),
    })
    .optional(),
  parallelism: z.int().positive().nullable().optional(),
});

export type SeedInput = z.input<typeof seedSchema>;
export type AlternateKeyInput = z.input<typeof alternateKeySchema>;
export type UserInput = z.input<typeof userSchema>;
export type PrivilegesInput = z.input<typeof privilegesSchema>;
export type ColumnPermissionsInput = z.input<typeof columnPermissionsSchema>;
export type SecretInput = z.input<typeof secretSchema>;
export type DirectoryInput = z.input<typeof directorySchema>;
export type ProtectionInput = z.input<typeof protectionSchema>;
export type NormalisationInput = z.input<typeof normalisationSchema>;
export type ContactTableInput = z.input<typeof contactTableSchema>;
export type IpFirewallInput = z.input<typeof ipFirewallSchema>;
export type BatchFormatInput = z.input<typeof batchFormatSchema>;
export type CostModelInput = z.input<typeof costModelSchema>;
