import type { Environment } from '../../environment/environment.ts';
import type { ApiRequest } from '../../http/exchange.ts';
import type { Value } from '../../store/contact-row.ts';
import { entitySetOf } from '../../store/related-rows.ts';
import type { Column, LookupColumn } from '../columns/column.ts';
import { isLookup } from '../columns/column.ts';
import type { Navigation } from '../columns/contact-schema.ts';
import { directReference, fromJson } from '../columns/json-value.ts';
import { guidPattern } from '../derived-guid.ts';
import { DataverseError, notEmulated, payloadError, queryError } from '../errors.ts';
import type { RowKey } from './locate.ts';
import { rowKeyOf } from './locate.ts';

/** A body that fits the model; platform rules are not checked yet. */
export interface ContactPayload {
  /** `contactid`, if the body has one. */
  readonly id: string | null;
  readonly values: ReadonlyMap<Column, Value>;
  readonly lookups: ReadonlyMap<LookupColumn, LookupTarget | null>;
  /** `@odata.id`, which a target of UpsertMultiple can have. */
  readonly reference: string | null;
}

export interface LookupTarget {
  readonly table: string;
  readonly key: RowKey;
}

/** Resolves `$1` to the URL that the operation with this Content-ID produced. */
export type ResolveReference = (reference: string) => string;

export function jsonBody(request: ApiRequest): unknown {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw queryError(
      `A supported MIME type could not be found that matches the content type of the request. None of the supported type(s) 'application/json' matches the content type '${type}'.`,
    );
  }
  try {
    return JSON.parse(request.body);
  } catch {
    throw payloadError('Invalid JSON. An unexpected token was found in the request body');
  }
}

export function parsePayload(
  environment: Environment,
  json: unknown,
  resolve: ResolveReference = refuseReference,
): ContactPayload {
  if (!isRecord(json))
    throw payloadError(
      "An unexpected node was found when reading from the JSON reader. A 'StartObject' node was expected",
    );
  const values = new Map<Column, Value>();
  const lookups = new Map<LookupColumn, LookupTarget | null>();
  for (const [name, content] of Object.entries(json)) {
    const at = name.indexOf('@');
    if (at === 0) continue;
    if (at > 0) readAnnotated(environment, name, content, lookups, resolve);
    else readProperty(environment, name, content, { values, lookups });
  }
  const reference = json['@odata.id'];
  return {
    id: idOf(values),
    values,
    lookups,
    reference: typeof reference === 'string' ? reference : null,
  };
}

function readProperty(
  environment: Environment,
  name: string,
  content: unknown,
  into: { values: Map<Column, Value>; lookups: Map<LookupColumn, LookupTarget | null> },
): void {
  const column = environment.data.schema.property(name);
  if (column !== null) {
    if (isLookup(column)) throw payloadError(directReference, 'Microsoft.Crm.CrmException');
    into.values.set(column, fromJson(column, content));
    return;
  }
  const navigation = environment.data.schema.navigation(name);
  if (navigation === null) {
    throw payloadError(
      `The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.contact'. Make sure to only use property names that are defined by the type`,
    );
  }
  if (content !== null) throw notEmulated('nested rows in a payload');
  into.lookups.set(navigation.column, null);
}

const bindSuffix = '@odata.bind';

function readAnnotated(
  environment: Environment,
  name: string,
  content: unknown,
  lookups: Map<LookupColumn, LookupTarget | null>,
  resolve: ResolveReference,
): void {
  if (!name.endsWith(bindSuffix)) return;
  const property = name.slice(0, -bindSuffix.length);
  const navigation = environment.data.schema.navigation(property);
  if (navigation === null) {
    throw payloadError(
      `An undeclared property '${property}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values`,
    );
  }
  if (content === null) lookups.set(navigation.column, null);
  else if (typeof content === 'string')
    lookups.set(navigation.column, targetOf(environment, navigation, resolve(content)));
  else throw payloadError(`A 'PrimitiveValue' node was expected for the annotation '${name}'`);
}

/** The key can contain quoted text with parentheses. */
const bindPattern =
  /^(?:https?:\/\/[^/]+(?=\/))?(?:\/api\/data\/v9\.\d)?\/?([A-Za-z_]\w*)\(((?:'[^']*'|[^')])*)\)$/;

function targetOf(environment: Environment, navigation: Navigation, url: string): LookupTarget {
  const [, entitySet, key = ''] = bindPattern.exec(url) ?? [];
  const table = navigation.targets.find((target) => entitySetOf(target) === entitySet);
  if (table === undefined) {
    throw payloadError(
      `The URI '${url}' is no valid entity reference for the navigation property '${navigation.name}'`,
    );
  }
  if (guidPattern.test(key)) return { table, key: { type: 'id', id: key.toLowerCase() } };
  if (!key.includes('=')) throw payloadError(`The URI '${url}' carries no valid key`);
  if (table !== 'contact') throw notEmulated(`alternate keys of the table '${table}'`);
  return { table, key: rowKeyOf(environment, key) };
}

function refuseReference(reference: string): string {
  if (!reference.startsWith('$')) return reference;
  throw unknownReference(reference);
}

export function unknownReference(reference: string): DataverseError {
  return new DataverseError(
    400,
    '0x80048d19',
    `Content-ID Reference: '${reference}' does not exist in the batch context.`,
  );
}

function idOf(values: ReadonlyMap<Column, Value>): string | null {
  for (const [column, value] of values) {
    if (column.logicalName === 'contactid' && typeof value === 'string') return value;
  }
  return null;
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
