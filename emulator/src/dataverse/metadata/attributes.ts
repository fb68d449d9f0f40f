import { apiRoot } from '../../environment/environment.ts';
import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { odataResponse } from '../call.ts';
import type { Column } from '../columns/column.ts';
import { DataverseError, queryError, unknownProperty } from '../errors.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import { predicateOf } from '../odata/predicate.ts';
import type { QueryOptions } from '../odata/query-options.ts';
import { parseQueryOptions } from '../odata/query-options.ts';
import { assertPrivilege } from '../privileges.ts';
import { metadataFilterModel } from './attribute-filter.ts';
import type { MetadataJson } from './attribute-json.ts';
import { attributeId, attributeJson } from './attribute-json.ts';
import { castTypes, metadataTypeOf, typedMemberNames, typedMembers } from './attribute-types.ts';
import { keptAnswer } from './kept-answers.ts';
import { optionSetJson } from './option-set-json.ts';
import type { Expansion } from './projection.ts';
import { expansionsOf, projected } from './projection.ts';

/**
 * `…/Attributes`, all in one answer, or those of one derived type.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
 */
export function readAttributes(call: Call, cast: string | null): ApiResponse {
  assertPrivilege(call.environment.user, 'prvReadAttribute', 'attribute');
  return keptAnswer(call, `${cast ?? ''}?${call.query}`, () => {
    const options = metadataOptions(call);
    const write = attributeWriter(call, options, castOf(cast));
    const value = selected(call, options, castOf(cast)).map(write);
    return odataResponse(200, { '@odata.context': contextOf(call, options, cast), value });
  });
}

/** `…/Attributes(LogicalName='…')` */
export function readAttribute(call: Call, key: string, cast: string | null): ApiResponse {
  assertPrivilege(call.environment.user, 'prvReadAttribute', 'attribute');
  const options = metadataOptions(call);
  const name = /^LogicalName='(\w+)'$/.exec(key)?.[1];
  const column = call.environment.data.schema
    .columns()
    .find((each) => each.logicalName === name || attributeId(each) === key.toLowerCase());
  const type = castOf(cast);
  if (column === undefined || (type !== null && metadataTypeOf(column) !== type)) throw noSuchAttribute(key);
  const json = attributeWriter(call, options, type)(column);
  return odataResponse(200, { '@odata.context': `${contextOf(call, options, cast)}/$entity`, ...json });
}

function metadataOptions(call: Call): QueryOptions {
  const options = parseQueryOptions(call.query);
  if (options.top !== null || options.orderBy !== null) {
    throw queryError('The query options $top and $orderby are not supported on metadata.');
  }
  return options;
}

function castOf(cast: string | null): string | null {
  if (cast === null) return null;
  const type = /^Microsoft\.Dynamics\.CRM\.(\w+)$/.exec(cast)?.[1] ?? '';
  if (castTypes.has(type)) return type;
  throw queryError(
    `The type '${cast}' is not a type that 'Microsoft.Dynamics.CRM.AttributeMetadata' can be cast to in this request.`,
  );
}

function selected(call: Call, options: QueryOptions, type: string | null): Column[] {
  const { data, user } = call.environment;
  const columns = data.schema.columns();
  const ofType = columns.filter((column) => type === null || metadataTypeOf(column) === type);
  const [first] = columns;
  if (options.filter === null || first === undefined) return ofType;
  const expression = parseFilter(options.filter, options.aliases);
  const model = metadataFilterModel(data.collate, attributeJson(first, 0, user.uiLanguage));
  const matches = predicateOf(expression, model);
  return ofType.filter((column) => matches(attributeJson(column, 0, user.uiLanguage)) === true);
}

/** Members of a derived type need a cast to be selected or expanded. */
function attributeWriter(
  call: Call,
  options: QueryOptions,
  type: string | null,
): (column: Column) => MetadataJson {
  const { user, data } = call.environment;
  const columns = data.schema.columns();
  const numbers = new Map(columns.map((column, index) => [column, index + 1]));
  const typed = type === null ? new Set<string>() : typedMemberNames(type, columns);
  const expansions = expansionsOf(options.expand);
  for (const each of expansions) assertExpandable(each, type);
  return (column) => {
    const base = attributeJson(column, numbers.get(column) ?? 0, user.uiLanguage);
    const whole = { ...base, ...typedMembers(column) };
    const known = new Set([...Object.keys(base), ...typed]);
    const json = projected(whole, options.select, type ?? 'AttributeMetadata', known);
    const expanded = expansions.map(
      (each) => [each.name, expandedSet(column, each, user.uiLanguage)] as const,
    );
    return {
      '@odata.type': `#Microsoft.Dynamics.CRM.${metadataTypeOf(column)}`,
      ...json,
      ...Object.fromEntries(expanded),
    };
  };
}

const choices: ReadonlySet<string> = new Set([
  'BooleanAttributeMetadata',
  'MultiSelectPicklistAttributeMetadata',
  'PicklistAttributeMetadata',
  'StateAttributeMetadata',
  'StatusAttributeMetadata',
]);

function assertExpandable(expansion: Expansion, type: string | null): void {
  const isOptionSet = expansion.name === 'OptionSet' || expansion.name === 'GlobalOptionSet';
  if (isOptionSet && type !== null && choices.has(type)) return;
  throw unknownProperty(expansion.name, type ?? 'AttributeMetadata');
}

/** Local options are in `OptionSet`, global ones in `GlobalOptionSet`; the other is null. */
function expandedSet(column: Column, expansion: Expansion, userLanguage: number): MetadataJson | null {
  if (column.type !== 'Boolean' && !('options' in column)) return null;
  const isGlobal = 'globalChoice' in column && column.globalChoice !== null;
  if (isGlobal !== (expansion.name === 'GlobalOptionSet')) return null;
  return projected(optionSetJson(column, userLanguage), expansion.select, 'OptionSetMetadata');
}

function contextOf(call: Call, options: QueryOptions, cast: string | null): string {
  const select = options.select === null ? '' : `(${options.select.join(',')})`;
  const type = cast === null ? '' : `/${cast}`;
  return `${apiRoot(call.environment)}$metadata#EntityDefinitions('contact')/Attributes${type}${select}`;
}

function noSuchAttribute(key: string): DataverseError {
  return new DataverseError(
    404,
    '0x80040217',
    `Could not find an attribute with specified ID/LogicalName: ${key} for entity 'contact'.`,
  );
}
