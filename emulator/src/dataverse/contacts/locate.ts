import type { Environment } from '../../environment/environment.ts';
import type { AlternateKey } from '../../store/alternate-key.ts';
import type { ContactRow, Value, Values } from '../../store/contact-row.ts';
import type { Column } from '../columns/column.ts';
import { isLookup } from '../columns/column.ts';
import { guidPattern } from '../derived-guid.ts';
import { DataverseError, queryError, rowNotFound } from '../errors.ts';
import type { Literal } from '../odata/expression.ts';
import { tokensOf } from '../odata/tokens.ts';

/** The parentheses after `contacts`: an id, or the values of an alternate key. */
export type RowKey =
  | { readonly type: 'id'; readonly id: string }
  | {
      readonly type: 'alternate';
      readonly key: AlternateKey;
      readonly values: Values;
      readonly text: string;
    };

export function rowKeyOf(environment: Environment, text: string): RowKey {
  if (guidPattern.test(text)) return { type: 'id', id: text.toLowerCase() };
  const pairs = pairsOf(environment, text);
  const key = environment.data.contacts
    .alternateKeys()
    .find(
      (each) =>
        each.status === 'Active' && each.covers([...pairs.keys()].map((column) => column.logicalName)),
    );
  if (key === undefined) throw keyNotDefined();
  const values = [...pairs].map(
    ([column, literal]) => [column.logicalName, keyValue(column, literal)] as const,
  );
  return { type: 'alternate', key, values: Object.fromEntries(values), text };
}

export function findRow(environment: Environment, key: RowKey): ContactRow | null {
  return key.type === 'id' ? environment.data.contacts.get(key.id) : key.key.find(key.values);
}

export function missingRow(key: RowKey): DataverseError {
  if (key.type === 'id') return rowNotFound(key.id);
  return new DataverseError(
    404,
    '0x80060891',
    `A record with the specified key values does not exist in contact entity`,
  );
}

/** `firstname='x',numberofchildren=2,_parentcustomerid_value=<guid>` */
function pairsOf(environment: Environment, text: string): Map<Column, Literal> {
  const tokens = tokensOf(text);
  const pairs = new Map<Column, Literal>();
  for (let at = 0; at < tokens.length; at += 4) {
    const [name, equals, value, comma] = tokens.slice(at, at + 4);
    const isPair = name?.kind === 'word' && equals?.text === '=' && value?.kind === 'literal';
    if (!isPair || (comma !== undefined && comma.text !== ',')) throw keyNotDefined();
    const column = environment.data.schema.property(name.text);
    if (column === null) throw keyNotDefined();
    pairs.set(column, value.literal);
  }
  return pairs;
}

function keyNotDefined(): DataverseError {
  return new DataverseError(
    400,
    '0x80060890',
    "The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.contact'. Ensure that the names and number of key properties match the declared keys and key properties for the resource.",
  );
}

/**
 * Characters that never reach the service in a path, not even percent-encoded.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity
 */
const forbidden = /[/<>*%&:\\?+]/;

function keyValue(column: Column, literal: Literal): Value {
  if (literal.type === 'list') throw keyNotDefined();
  if (literal.type === 'null') return null;
  if (literal.type === 'string' && forbidden.test(literal.value)) {
    const character = forbidden.exec(literal.value)?.[0] ?? '';
    throw new DataverseError(
      400,
      '',
      `A potentially dangerous Request.Path value was detected from the client (${character}).`,
    );
  }
  if (!fits(column, literal))
    throw queryError(`Failed to convert the value of the key column '${column.logicalName}'.`);
  return literal.value;
}

function fits(column: Column, literal: Literal): boolean {
  if (isLookup(column)) return literal.type === 'guid';
  switch (column.type) {
    case 'Integer':
    case 'Decimal':
    case 'Picklist':
      return literal.type === 'number';
    case 'DateTime':
      return literal.type === (column.behavior === 'DateOnly' ? 'date' : 'dateTime');
    default:
      return literal.type === 'string';
  }
}
