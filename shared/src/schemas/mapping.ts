import { z } from 'zod';
import { contactFieldPathSchema } from './contact-field.ts';
import { textRecord } from './text-record.ts';
import { rowStrategySchema } from './update-strategy.ts';

/** The logical name of an attribute. */
export const attributeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,127}$/, {
  error: 'must be an attribute’s logical name, such as emailaddress1',
});

export const mappingRowSchema = z.object({
  field: contactFieldPathSchema,
  /** Overrides the integration's strategy. */
  strategy: rowStrategySchema.nullish(),
  /** The value that wins with UPDATE_IF_STRICTER; `true` by default. */
  stricter: z.boolean().nullish(),
  /** Whether a CRM contact with the same value is the same person, for text and numbers. */
  match: z.boolean().nullish(),
  /** Value translation: text in GoodFunds → value in the CRM. */
  values: textRecord(z.string().max(500), z.union([z.number(), z.boolean(), z.string()])).nullish(),
});
export type MappingRow = z.infer<typeof mappingRowSchema>;

export const MAX_MAPPING_ROWS = 300;

/** Attribute → row. The provider adds the rows that matching needs (`emailaddress1 ← email`). */
export const mappingSchema = z
  .record(attributeSchema, mappingRowSchema)
  .refine((mapping) => Object.keys(mapping).length <= MAX_MAPPING_ROWS, {
    error: `must have at most ${MAX_MAPPING_ROWS} rows`,
  });
export type Mapping = z.infer<typeof mappingSchema>;

/** Translated values of one row. */
export const MAX_TRANSLATIONS = 1_000;
/** A mapping as JSON in UTF-8. */
export const MAX_MAPPING_BYTES = 256 * 1024;

/** What a caller can save. A stored mapping can be larger, if it is older than these limits. */
export const mappingInputSchema = z.preprocess(
  upToFirstInvalidRow,
  mappingSchema.superRefine((mapping, context) => {
    for (const [attribute, { values }] of Object.entries(mapping)) {
      if (Object.keys(values ?? {}).length <= MAX_TRANSLATIONS) continue;
      const message = `must have at most ${MAX_TRANSLATIONS} members`;
      context.addIssue({ code: 'custom', path: [attribute, 'values'], message });
    }
    if (new TextEncoder().encode(JSON.stringify(mapping)).length > MAX_MAPPING_BYTES) {
      context.addIssue({ code: 'custom', message: `must have at most ${MAX_MAPPING_BYTES} bytes as JSON` });
    }
  }),
);

/** Leaves out the rows after the first invalid one, so that the schema reports the mistakes of that one only. */
function upToFirstInvalidRow(mapping: z.input<typeof mappingSchema>): unknown {
  if (typeof mapping !== 'object' || mapping === null) return mapping;
  const rows = Object.entries(mapping);
  const invalid = rows.findIndex(([, row]) => !mappingRowSchema.validate(row));
  return invalid < 0 ? mapping : Object.fromEntries(rows.slice(0, invalid + 1));
}
