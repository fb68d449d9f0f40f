import type { Value } from '../../store/contact-row.ts';
import { guidPattern } from '../derived-guid.ts';
import { payloadError } from '../errors.ts';
import type { Column } from './column.ts';

/**
 * Reads a JSON value as the Edm type of its column; platform rules are checked later. Lookups are set by navigation
 * property, not here.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-properties
 */
export function fromJson(column: Column, json: unknown): Value {
  if (json === null) return null;
  if (typeof json === 'object') throw unexpectedNode(json);
  switch (column.type) {
    case 'String':
    case 'Memo':
    case 'MultiSelectPicklist':
    case 'EntityName':
    case 'Virtual':
      return stringOf(json, 'Edm.String');
    case 'Boolean':
      if (typeof json !== 'boolean') throw wrongLiteral(json, 'Edm.Boolean');
      return json;
    case 'Integer':
    case 'Picklist':
    case 'State':
    case 'Status':
      return integerOf(json, 'Edm.Int32', 2_147_483_647);
    case 'BigInt':
      return integerOf(json, 'Edm.Int64', Number.MAX_SAFE_INTEGER);
    case 'Decimal':
    case 'Money':
      return decimalOf(json);
    case 'Double':
      if (typeof json !== 'number') throw wrongLiteral(json, 'Edm.Double');
      return json;
    case 'DateTime':
      return column.behavior === 'DateOnly' ? dateOf(json) : dateTimeOf(json);
    case 'Uniqueidentifier':
    case 'File':
      return guidOf(json);
    case 'Image':
      return base64Of(json);
    case 'Lookup':
    case 'Customer':
    case 'Owner':
      throw payloadError(directReference, 'Microsoft.Crm.CrmException');
    default:
      return column satisfies never;
  }
}

export const directReference =
  'CRM do not support direct update of Entity Reference properties, Use Navigation properties instead';

type Primitive = string | number | boolean;

function stringOf(json: unknown, type: string): string {
  if (typeof json !== 'string') throw wrongLiteral(json, type);
  return json;
}

function integerOf(json: unknown, type: string, limit: number): number {
  if (
    typeof json !== 'number' ||
    !Number.isInteger(json) ||
    Math.abs(json) > limit + 1 ||
    json === limit + 1
  ) {
    throw wrongLiteral(json, type);
  }
  return json;
}

function decimalOf(json: unknown): number {
  if (typeof json === 'number') return json;
  if (typeof json === 'boolean') throw wrongLiteral(json, 'Edm.Decimal');
  throw payloadError(
    "Cannot convert a value to target type 'Edm.Decimal' because of conflict between input format string/number and parameter 'IEEE754Compatible' false/true",
  );
}

function dateOf(json: unknown): string {
  const text = stringOf(json, 'Edm.Date');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isCalendarDay(text)) throw wrongLiteral(text, 'Edm.Date');
  return text;
}

const dateTimePattern = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,12})?)?(Z|[+-]\d{2}:\d{2})?$/i;

/** A time without an offset is UTC. The database stores whole seconds. */
function dateTimeOf(json: unknown): string {
  const text = stringOf(json, 'Edm.DateTimeOffset');
  const match = dateTimePattern.exec(text);
  const instant = new Date(match?.[4] === undefined ? `${text}Z` : text);
  if (match === null || !isCalendarDay(match[1] ?? '') || Number.isNaN(instant.getTime())) {
    throw wrongLiteral(text, 'Edm.DateTimeOffset');
  }
  return instantText(instant);
}

export function instantText(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}

function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && !text.startsWith('0000');
}

function guidOf(json: unknown): string {
  const text = stringOf(json, 'Edm.Guid');
  if (!guidPattern.test(text)) throw wrongLiteral(text, 'Edm.Guid');
  return text.toLowerCase();
}

function base64Of(json: unknown): string {
  const text = stringOf(json, 'Edm.Binary');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw wrongLiteral(text, 'Edm.Binary');
  return text;
}

function wrongLiteral(json: unknown, type: string) {
  return payloadError(`Cannot convert the literal '${literalText(json)}' to the expected type '${type}'`);
}

function literalText(json: unknown): string {
  const primitive: Primitive | null =
    typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : null;
  return primitive === null ? '' : String(primitive);
}

function unexpectedNode(json: object) {
  const node = Array.isArray(json) ? 'StartArray' : 'StartObject';
  return payloadError(
    `An unexpected '${node}' node was found when reading from the JSON reader. A 'PrimitiveValue' node was expected`,
  );
}
