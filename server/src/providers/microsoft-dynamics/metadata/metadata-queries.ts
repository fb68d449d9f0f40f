import { servicePath } from '../web-api/odata.ts';

/** One GET of a `$batch`, relative to the service root. */
export type BatchGet = { path: string };

/**
 * Everything that discovery asks of an environment, meant for one `$batch`: what all attributes have in common
 * first, then what only some types have. Properties of a derived type can be selected behind a cast alone.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
 */
export function metadataQueries(): BatchGet[] {
  return [
    { path: servicePath(ATTRIBUTES, { $select: COMMON_PROPERTIES.join(',') }) },
    ...CASTS.map(castQuery),
  ];
}

const ATTRIBUTES = "EntityDefinitions(LogicalName='contact')/Attributes";

const COMMON_PROPERTIES = [
  'LogicalName',
  'AttributeTypeName',
  'DisplayName',
  'Description',
  'RequiredLevel',
  'IsValidForCreate',
  'IsValidForUpdate',
  'IsValidForRead',
  'IsValidODataAttribute',
  'AttributeOf',
  'IsCustomAttribute',
  'IsSecured',
  'SourceType',
];

type Cast = { type: string; select: readonly string[]; expand?: readonly string[] };

const CASTS: readonly Cast[] = [
  { type: 'String', select: ['MaxLength'] },
  { type: 'Memo', select: ['MaxLength'] },
  { type: 'Integer', select: ['MinValue', 'MaxValue'] },
  { type: 'Decimal', select: ['MinValue', 'MaxValue', 'Precision'] },
  { type: 'Double', select: ['MinValue', 'MaxValue', 'Precision'] },
  { type: 'Money', select: ['MinValue', 'MaxValue', 'Precision', 'PrecisionSource'] },
  { type: 'DateTime', select: ['DateTimeBehavior'] },
  { type: 'Boolean', select: [], expand: ['OptionSet'] },
  { type: 'Picklist', select: [], expand: ['OptionSet', 'GlobalOptionSet'] },
  { type: 'MultiSelectPicklist', select: [], expand: ['OptionSet', 'GlobalOptionSet'] },
  { type: 'State', select: [], expand: ['OptionSet'] },
  { type: 'Status', select: [], expand: ['OptionSet'] },
];

function castQuery({ type, select, expand }: Cast): BatchGet {
  const options = { $select: ['LogicalName', ...select].join(',') };
  const path = `${ATTRIBUTES}/Microsoft.Dynamics.CRM.${type}AttributeMetadata`;
  return { path: servicePath(path, expand ? { ...options, $expand: expand.join(',') } : options) };
}
