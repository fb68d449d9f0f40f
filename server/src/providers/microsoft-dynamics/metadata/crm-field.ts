import type { CrmField, CrmFieldType } from '@goodfunds/shared';
import { RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { readLabel, readLabels, readOptions } from './fields-labels.ts';
import { isTechnical } from './fields-technical.ts';
import { type AttributeMetadata, metadataAnswersSchema, type TypedAttributeMetadata } from './schema.ts';

/**
 * The attributes of the contact table that are worth showing, by their logical names in order, from the answers to
 * `metadataQueries`. Left out is what has no value of its own to map: lookups, owners, ids, images, files, and
 * the columns that Dataverse derives from others.
 *
 * A column under column security is mappable only where it is in `provenSecured`: a column that cannot be read
 * looks empty, and would be overwritten each time. Answers that are not metadata are ANSWER_MALFORMED.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/entity-attribute-metadata
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export function readCrmFields(
  answers: readonly unknown[],
  provenSecured: ReadonlySet<string> = new Set(),
): CrmField[] {
  const parsed = metadataAnswersSchema.safeParse(answers);
  if (!parsed.success) throw new RetryableIntegrationError({ code: 'ANSWER_MALFORMED', cause: parsed.error });
  const [common, ...casts] = parsed.data;
  const typed = new Map(casts.flatMap(({ value }) => value).map((entry) => [entry.LogicalName, entry]));
  return common.value
    .flatMap((attribute) => {
      const type = isWorthShowing(attribute) ? FIELD_TYPES.get(typeName(attribute)) : undefined;
      const name = attribute.LogicalName;
      return type ? [describe(attribute, typed.get(name) ?? { LogicalName: name }, type, provenSecured)] : [];
    })
    .sort((left, right) => (left.attribute < right.attribute ? -1 : 1));
}

/** `AttributeType` cannot tell: it says `Virtual` for multi-select choices too. */
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

function isWorthShowing(attribute: AttributeMetadata): boolean {
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
  provenSecured: ReadonlySet<string>,
): CrmField {
  const reason = unmappableReason(attribute, provenSecured);
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
    required: REQUIRED_LEVELS[attribute.RequiredLevel?.Value ?? 'None'] ?? 'NONE',
    creatable: attribute.IsValidForCreate === true && !calculated,
    updatable: attribute.IsValidForUpdate === true && !calculated,
    secured: attribute.IsSecured === true,
    custom: attribute.IsCustomAttribute === true,
    mappable: reason === null,
    unmappableReason: reason,
  };
}

function unmappableReason(
  attribute: AttributeMetadata,
  provenSecured: ReadonlySet<string>,
): CrmField['unmappableReason'] {
  const type = typeName(attribute);
  if (type === 'State' || type === 'Status') return 'STATE';
  if (isCalculated(attribute) || !(attribute.IsValidForCreate || attribute.IsValidForUpdate))
    return 'READ_ONLY';
  if (isTechnical(attribute.LogicalName)) return 'TECHNICAL';
  return attribute.IsSecured && !provenSecured.has(attribute.LogicalName) ? 'SECURED' : null;
}

/** Calculated, rollup and formula columns, which nobody can write. */
function isCalculated({ SourceType }: AttributeMetadata): boolean {
  return SourceType !== null && SourceType !== undefined && SourceType !== 0;
}

/**
 * Where the precision of money comes from the organisation or the currency, the attribute's own says little.
 * Euro and dollar have two digits, and more would be rounded off by the CRM and differ at each comparison.
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
