import type { CrmField, CrmFieldType, CrmOption } from '@goodfunds/shared';
import { malformedAnswer } from '../web-api/errors.ts';
import {
  type AttributeMetadata,
  type MetadataLabel,
  type MetadataOption,
  type MetadataOptionSet,
  metadataAnswersSchema,
  type TypedAttributeMetadata,
} from './schema.ts';

/**
 * The attributes of the contact table that have a value of their own, sorted by logical name, from the answers to
 * `metadataQueries`. Lookups, owners, ids, images, files and columns derived from others are left out.
 *
 * A secured column is mappable only if it is in `readableSecured`: an unreadable column looks empty, so every sync
 * would overwrite it.
 *
 * @throws RetryableIntegrationError ANSWER_MALFORMED
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/entity-attribute-metadata
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export function readCrmFields(
  answers: readonly unknown[],
  readableSecured: ReadonlySet<string> = new Set(),
): CrmField[] {
  const parsed = metadataAnswersSchema.safeParse(answers);
  if (!parsed.success) throw malformedAnswer(parsed.error, null);
  const [common, ...casts] = parsed.data;
  const typed = new Map(casts.flatMap(({ value }) => value).map((entry) => [entry.LogicalName, entry]));
  return common.value
    .flatMap((attribute) => {
      const type = hasOwnValue(attribute) ? FIELD_TYPES.get(typeName(attribute)) : undefined;
      const name = attribute.LogicalName;
      return type
        ? [describe(attribute, typed.get(name) ?? { LogicalName: name }, type, readableSecured)]
        : [];
    })
    .sort((left, right) => (left.attribute < right.attribute ? -1 : 1));
}

/** By `AttributeTypeName`, because `AttributeType` is `Virtual` for a multi-select attribute. */
const FIELD_TYPES: ReadonlyMap<string, CrmFieldType> = new Map<string, CrmFieldType>([
  ['String', 'STRING'],
  ['Memo', 'STRING'],
  ['Integer', 'NUMBER'],
  ['BigInt', 'NUMBER'],
  ['Decimal', 'NUMBER'],
  ['Double', 'NUMBER'],
  ['Money', 'NUMBER'],
  ['DateTime', 'DATE'],
  ['Boolean', 'BOOLEAN'],
  ['Picklist', 'ENUM'],
  ['MultiSelectPicklist', 'ENUM'],
  ['State', 'ENUM'],
  ['Status', 'ENUM'],
]);

function hasOwnValue(attribute: AttributeMetadata): boolean {
  const derived = attribute.AttributeOf !== null && attribute.AttributeOf !== undefined;
  return !derived && attribute.IsValidODataAttribute !== false && attribute.IsValidForRead !== false;
}

function typeName({ AttributeTypeName }: AttributeMetadata): string {
  return AttributeTypeName?.Value.replace(/Type$/, '') ?? '';
}

function describe(
  attribute: AttributeMetadata,
  typed: TypedAttributeMetadata,
  type: CrmFieldType,
  readableSecured: ReadonlySet<string>,
): CrmField {
  const reason = unmappableReason(attribute, readableSecured);
  const calculated = isCalculated(attribute);
  return {
    attribute: attribute.LogicalName,
    label: readLabel(attribute.DisplayName) ?? attribute.LogicalName,
    labels: readLabels(attribute.DisplayName),
    description: readLabel(attribute.Description),
    type,
    crmType: typeName(attribute),
    maxLength: type === 'STRING' ? (typed.MaxLength ?? null) : null,
    minValue: type === 'NUMBER' ? (typed.MinValue ?? null) : null,
    maxValue: type === 'NUMBER' ? (typed.MaxValue ?? null) : null,
    precision: type === 'NUMBER' ? precisionOf(typeName(attribute), typed) : null,
    dateOnly: typed.DateTimeBehavior?.Value === 'DateOnly',
    multiple: typeName(attribute) === 'MultiSelectPicklist',
    options: readOptions(typed.OptionSet, typed.GlobalOptionSet),
    hasDefault: type === 'BOOLEAN' || (typed.DefaultFormValue ?? NO_DEFAULT) !== NO_DEFAULT,
    required: requiredLevel(attribute.RequiredLevel?.Value),
    creatable: attribute.IsValidForCreate === true && !calculated,
    updatable: attribute.IsValidForUpdate === true && !calculated,
    secured: attribute.IsSecured === true,
    custom: attribute.IsCustomAttribute === true,
    mappable: reason === null,
    unmappableReason: reason,
  };
}

/** @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/picklistattributemetadata */
const NO_DEFAULT = -1;

function unmappableReason(
  attribute: AttributeMetadata,
  readableSecured: ReadonlySet<string>,
): CrmField['unmappableReason'] {
  const type = typeName(attribute);
  if (type === 'State' || type === 'Status') return 'STATE';
  if (isCalculated(attribute) || !(attribute.IsValidForCreate || attribute.IsValidForUpdate))
    return 'READ_ONLY';
  if (TECHNICAL_ATTRIBUTES.has(attribute.LogicalName)) return 'TECHNICAL';
  return attribute.IsSecured && !readableSecured.has(attribute.LogicalName) ? 'SECURED' : null;
}

/** Writable columns that only the platform or an app uses. */
const TECHNICAL_ATTRIBUTES: ReadonlySet<string> = new Set([
  'entityimage_timestamp',
  'importsequencenumber',
  'lastonholdtime',
  'lastusedincampaign',
  'onholdtime',
  'participatesinworkflow',
  'processid',
  'stageid',
  'subscriptionid',
  'teamsfollowed',
  'timespentbymeonemailandmeetings',
  'timezoneruleversionnumber',
  'traversedpath',
  'utcconversiontimezonecode',
]);

/** Calculated, rollup and formula columns, which cannot be written. */
function isCalculated({ SourceType }: AttributeMetadata): boolean {
  return SourceType !== null && SourceType !== undefined && SourceType !== 0;
}

/**
 * The precision of money can come from the organisation or the currency. It is then taken as at most two digits, as
 * for euro and dollar: the CRM would round further digits, and every comparison would find a difference.
 */
function precisionOf(type: string, { Precision, PrecisionSource }: TypedAttributeMetadata): number | null {
  if (type === 'Integer' || type === 'BigInt') return 0;
  const ownPrecision = type !== 'Money' || (PrecisionSource ?? 0) === 0;
  return ownPrecision ? (Precision ?? null) : Math.min(Precision ?? 2, 2);
}

const REQUIRED_LEVELS: Readonly<Record<string, CrmField['required']>> = {
  None: 'NONE',
  Recommended: 'RECOMMENDED',
  ApplicationRequired: 'APPLICATION',
  SystemRequired: 'SYSTEM',
};

function requiredLevel(level: string | undefined): CrmField['required'] {
  return level !== undefined && Object.hasOwn(REQUIRED_LEVELS, level)
    ? (REQUIRED_LEVELS[level] ?? 'NONE')
    : 'NONE';
}

/** In the language of the application user; if it has none there, in its first language. */
function readLabel(label: MetadataLabel | null | undefined): string | null {
  const candidates = [
    label?.UserLocalizedLabel?.Label,
    ...(label?.LocalizedLabels ?? []).map(({ Label }) => Label),
  ];
  return candidates.find((text) => text !== null && text !== undefined && text.trim() !== '') ?? null;
}

/** By language code. */
function readLabels(label: MetadataLabel | null | undefined): Record<string, string> {
  return Object.fromEntries(
    (label?.LocalizedLabels ?? []).flatMap(({ Label, LanguageCode }) =>
      Label ? [[LanguageCode, Label]] : [],
    ),
  );
}

/** The options of a choice, its own or a global one, or the two of a yes/no attribute. */
function readOptions(
  own: MetadataOptionSet | null | undefined,
  global: MetadataOptionSet | null | undefined,
): CrmOption[] {
  const filled = own?.Options?.length ? own : (global ?? own);
  const { Options, FalseOption, TrueOption } = filled ?? {};
  if (Options) return Options.map((option) => readOption(option, option.Value));
  return [
    ...(FalseOption ? [readOption(FalseOption, false)] : []),
    ...(TrueOption ? [readOption(TrueOption, true)] : []),
  ];
}

function readOption({ Value, Label }: MetadataOption, value: number | boolean): CrmOption {
  return { value, label: readLabel(Label) ?? String(Value), labels: readLabels(Label) };
}
