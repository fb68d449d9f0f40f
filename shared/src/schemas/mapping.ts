import { z } from 'zod';
import { contactFieldPathSchema } from './contact-field.ts';
import { updateStrategySchema } from './update-strategy.ts';

/** The logical name of an attribute. */
export const attributeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,127}$/, {
  error: 'must be an attribute’s logical name, such as emailaddress1',
});

export const mappingRowSchema = z.object({
  field: contactFieldPathSchema,
  /** Overrides the integration's strategy. */
  strategy: updateStrategySchema.nullish(),
  /** Value translation: text in GoodFunds → value in the CRM. */
  values: z.record(z.string().max(500), z.union([z.number(), z.boolean(), z.string()])).nullish(),
});
export type MappingRow = z.infer<typeof mappingRowSchema>;

/** Attribute → row. The provider adds the rows that matching needs (`emailaddress1 ← email`). */
export const mappingSchema = z
  .record(attributeSchema, mappingRowSchema)
  .refine((mapping) => Object.keys(mapping).length <= 300, { error: 'must have at most 300 rows' });
export type Mapping = z.infer<typeof mappingSchema>;
