import { z } from 'zod';

export const crmFieldTypeSchema = z.enum(['STRING', 'NUMBER', 'DATE', 'BOOLEAN', 'ENUM']);
export type CrmFieldType = z.infer<typeof crmFieldTypeSchema>;

/** One option of an ENUM or BOOLEAN attribute. */
export const crmOptionSchema = z.object({
  value: z.union([z.number(), z.boolean()]),
  /** In the language of the CRM's application user. */
  label: z.string(),
  /** Labels by language code (1031 German, 1033 English, …). */
  labels: z.record(z.string(), z.string()),
});
export type CrmOption = z.infer<typeof crmOptionSchema>;

/** An attribute of the CRM's contact table, as returned by discovery. */
export const crmFieldSchema = z.object({
  attribute: z.string(),
  label: z.string(),
  /** Labels by language code. */
  labels: z.record(z.string(), z.string()),
  description: z.string().nullable(),
  type: crmFieldTypeSchema,
  /** The provider's name of the type (`Memo`, `Money`, `Picklist`, …). */
  crmType: z.string(),
  /** The maximum length of a STRING in UTF-16 code units. */
  maxLength: z.number().int().nullable(),
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
  /** Digits after the decimal point of a NUMBER; 0 for whole numbers. */
  precision: z.number().int().nullable(),
  /** For a DATE: has no time. */
  dateOnly: z.boolean(),
  /** For an ENUM: accepts several options. */
  multiple: z.boolean(),
  options: z.array(crmOptionSchema),
  /** The CRM gives the attribute a value where none is sent, so it is hardly ever empty. */
  hasDefault: z.boolean(),
  required: z.enum(['NONE', 'RECOMMENDED', 'APPLICATION', 'SYSTEM']),
  creatable: z.boolean(),
  updatable: z.boolean(),
  /** Protected by column security: mappable only if read access is confirmed. */
  secured: z.boolean(),
  custom: z.boolean(),
  mappable: z.boolean(),
  /** Why a listed attribute cannot be mapped. */
  unmappableReason: z.enum(['READ_ONLY', 'STATE', 'SECURED', 'TECHNICAL']).nullable(),
});
export type CrmField = z.infer<typeof crmFieldSchema>;
