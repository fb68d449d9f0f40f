import { z } from 'zod';

export const crmFieldTypeSchema = z.enum(['STRING', 'NUMBER', 'DATE', 'BOOLEAN', 'ENUM']);
export type CrmFieldType = z.infer<typeof crmFieldTypeSchema>;

/** One choice of an ENUM attribute, or one of the two of a BOOLEAN one. */
export const crmOptionSchema = z.object({
  value: z.union([z.number(), z.boolean()]),
  /** In the language of the application user. */
  label: z.string(),
  /** Every label of the option by language code (1031 German, 1033 English, …). */
  labels: z.record(z.string(), z.string()),
});
export type CrmOption = z.infer<typeof crmOptionSchema>;

/**
 * An attribute of the CRM's contact table as live discovery finds it, with everything that conversion, the
 * mapping check and the panel need to know of it.
 */
export const crmFieldSchema = z.object({
  attribute: z.string(),
  label: z.string(),
  /** Every label by language code. */
  labels: z.record(z.string(), z.string()),
  description: z.string().nullable(),
  type: crmFieldTypeSchema,
  /** The provider's own name of the type (`Memo`, `Money`, `Picklist`, …). */
  crmType: z.string(),
  /** The most UTF-16 code units a STRING may have. */
  maxLength: z.number().int().nullable(),
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
  /** Digits after the decimal point of a NUMBER; 0 for whole numbers. */
  precision: z.number().int().nullable(),
  /** For a DATE: a day without time. */
  dateOnly: z.boolean(),
  /** For an ENUM: several options at once. */
  multiple: z.boolean(),
  options: z.array(crmOptionSchema),
  required: z.enum(['NONE', 'RECOMMENDED', 'APPLICATION', 'SYSTEM']),
  creatable: z.boolean(),
  updatable: z.boolean(),
  /** Under column security: mappable only where read access is proven. */
  secured: z.boolean(),
  custom: z.boolean(),
  mappable: z.boolean(),
  /** Why an attribute that is shown cannot be mapped. */
  unmappableReason: z.enum(['READ_ONLY', 'STATE', 'SECURED', 'TECHNICAL']).nullable(),
});
export type CrmField = z.infer<typeof crmFieldSchema>;
