import { z } from 'zod';
import { isContactFieldPath } from '../contact-field.ts';
import { crmFieldTypeSchema } from './crm-field.ts';

/** A path in the GoodFunds contact: a standard field, or `customFields.` and the name of a custom one. */
export const contactFieldPathSchema = z.string().max(220).refine(isContactFieldPath, {
  error: 'must be a field of the GoodFunds contact, such as address.postcode or customFields.shirtSize',
});

/** A field that can be mapped to an attribute. */
export const contactFieldSchema = z.object({
  field: z.string(),
  /** For a custom field, the type of the values pushed so far. */
  type: crmFieldTypeSchema,
  custom: z.boolean(),
});
export type ContactField = z.infer<typeof contactFieldSchema>;
