import { z } from 'zod';
import { boundedArray } from '../../../crm/bounded-array.ts';

/** Attributes of the contact table; SQL Server holds fewer columns in a table. */
export const MAX_ATTRIBUTES = 5_000;
/** Options of one attribute. */
export const MAX_OPTIONS = 5_000;
/** Languages of one label; Dataverse has some fifty. */
export const MAX_LANGUAGES = 100;

const localizedLabelSchema = z.object({ Label: z.string().nullish(), LanguageCode: z.number().int() });

/** In the languages of the environment, and in that of the application user. */
const labelSchema = z.object({
  LocalizedLabels: boundedArray(localizedLabelSchema, MAX_LANGUAGES).nullish(),
  UserLocalizedLabel: localizedLabelSchema.nullish(),
});
export type MetadataLabel = z.infer<typeof labelSchema>;

const optionSchema = z.object({ Value: z.number().int(), Label: labelSchema.nullish() });
export type MetadataOption = z.infer<typeof optionSchema>;

/** A list of options, or the two of a yes/no attribute. */
const optionSetSchema = z.object({
  Options: boundedArray(optionSchema, MAX_OPTIONS).nullish(),
  TrueOption: optionSchema.nullish(),
  FalseOption: optionSchema.nullish(),
});
export type MetadataOptionSet = z.infer<typeof optionSetSchema>;

const attributeSchema = z.object({
  LogicalName: z.string(),
  AttributeTypeName: z.object({ Value: z.string() }).nullish(),
  DisplayName: labelSchema.nullish(),
  Description: labelSchema.nullish(),
  RequiredLevel: z.object({ Value: z.string() }).nullish(),
  IsValidForCreate: z.boolean().nullish(),
  IsValidForUpdate: z.boolean().nullish(),
  IsValidForRead: z.boolean().nullish(),
  IsValidODataAttribute: z.boolean().nullish(),
  AttributeOf: z.string().nullish(),
  IsCustomAttribute: z.boolean().nullish(),
  IsSecured: z.boolean().nullish(),
  SourceType: z.number().int().nullish(),
});
export type AttributeMetadata = z.infer<typeof attributeSchema>;

/** The properties of the derived types; each cast returns those it selects. */
const typedAttributeSchema = z.object({
  LogicalName: z.string(),
  MaxLength: z.number().int().nullish(),
  MinValue: z.number().nullish(),
  MaxValue: z.number().nullish(),
  Precision: z.number().int().nullish(),
  PrecisionSource: z.number().int().nullish(),
  DateTimeBehavior: z.object({ Value: z.string() }).nullish(),
  DefaultFormValue: z.number().int().nullish(),
  OptionSet: optionSetSchema.nullish(),
  GlobalOptionSet: optionSetSchema.nullish(),
});
export type TypedAttributeMetadata = z.infer<typeof typedAttributeSchema>;

/** The answers to `metadataQueries`, in their order. */
export const metadataAnswersSchema = z.tuple(
  [z.object({ value: boundedArray(attributeSchema, MAX_ATTRIBUTES) })],
  z.object({ value: boundedArray(typedAttributeSchema, MAX_ATTRIBUTES) }),
);
