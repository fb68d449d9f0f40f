import type { Collate } from '../../store/collation.ts';
import type { Value } from '../../store/contact-row.ts';
import { queryError, unknownProperty } from '../errors.ts';
import type { FilterModel, Operand } from '../odata/predicate.ts';
import type { MetadataJson } from './attribute-json.ts';

const labels: ReadonlySet<string> = new Set(['DisplayName', 'Description']);
const enums: ReadonlySet<string> = new Set(['AttributeType', 'RequiredLevel/Value']);
const guids: ReadonlySet<string> = new Set(['MetadataId']);
const numbers: ReadonlySet<string> = new Set(['ColumnNumber', 'SourceType']);

/**
 * Resolves the names in a `$filter` on metadata. Label properties cannot be filtered.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/query-schema-definitions
 */
export function metadataFilterModel(collate: Collate, sample: MetadataJson): FilterModel<MetadataJson> {
  const property = (path: string): Operand<MetadataJson> => {
    const [name = '', member, ...deeper] = path.split('/');
    if (labels.has(name)) {
      throw queryError(`The property '${name}' is a label and cannot be used in a filter.`);
    }
    if (!(name in sample) || deeper.length > 0) throw unknownProperty(path, 'AttributeMetadata');
    return { kind: kindOf(path, sample[name]), read: (json) => primitiveAt(json, name, member) };
  };
  return { collate, property, column: property };
}

function kindOf(path: string, example: unknown): Operand<MetadataJson>['kind'] {
  if (enums.has(path)) return 'enum';
  if (guids.has(path)) return 'guid';
  if (numbers.has(path)) return 'number';
  const isManagedFlag = path.endsWith('/Value') && path !== 'AttributeTypeName/Value';
  return typeof example === 'boolean' || isManagedFlag ? 'boolean' : 'text';
}

function primitiveAt(json: MetadataJson, name: string, member: string | undefined): Value {
  const value = json[name];
  const inner = member === undefined ? value : memberOf(value, member);
  return typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean' ? inner : null;
}

function memberOf(value: unknown, member: string): unknown {
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).find(([key]) => key === member)?.[1];
}
