import { z } from 'zod';
import { contactFieldPathSchema } from './contact-field.ts';
import { updateStrategySchema } from './update-strategy.ts';

/** An attribute's logical name. */
export const attributeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,127}$/, {
  error: 'must be an attribute’s logical name, such as emailaddress1',
});

export const mappingRowSchema = z.object({
  field: contactFieldPathSchema,
  /** Instead of the integration's strategy. */
  strategy: updateStrategySchema.nullish(),
  /** Translation of values: text in GoodFunds → option value or yes/no in the CRM. */
  values: z.record(z.string().max(500), z.union([z.number(), z.boolean(), z.string()])).nullish(),
});
export type MappingRow = z.infer<typeof mappingRowSchema>;

/** attribute → row. At most 300 rows; what belongs to the match (`emailaddress1 ← email`) the provider adds. */
export const mappingSchema = z
  .record(attributeSchema, mappingRowSchema)
  .refine((mapping) => Object.keys(mapping).length <= 300, { error: 'must have at most 300 rows' });
export type Mapping = z.infer<typeof mappingSchema>;
