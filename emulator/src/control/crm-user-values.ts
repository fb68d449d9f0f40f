import type { Column } from '../dataverse/columns/column.ts';
import { isLookup, targetColumnOf } from '../dataverse/columns/column.ts';
import { fromJson } from '../dataverse/columns/json-value.ts';
import { validated } from '../dataverse/columns/validate-value.ts';
import { guidPattern } from '../dataverse/derived-guid.ts';
import type { Environment } from '../environment/environment.ts';
import type { Value, Values } from '../store/contact-row.ts';
import { ControlError } from './control-error.ts';

/**
 * Values as CRM users set them: by property name (`firstname`, `_ownerid_value`), read-only columns included. Types
 * and ranges are checked. A lookup with several target tables needs `parentcustomeridtype` or the like; otherwise it
 * refers to the first table.
 */
export function crmUserValues(environment: Environment, row: Readonly<Record<string, unknown>>): Values {
  const values: Record<string, Value> = {};
  for (const [name, json] of Object.entries(row)) {
    if (name === 'contactid' || name.startsWith('@')) continue;
    const column = environment.data.schema.property(name);
    if (column === null) copyTargetType(environment, name, json, values);
    else if (isLookup(column)) Object.assign(values, lookupValue(column, json, row));
    else values[column.logicalName] = validated(column, fromJson(column, json));
  }
  return values;
}

function lookupValue(
  column: Extract<Column, { targets: readonly string[] }>,
  json: unknown,
  row: Readonly<Record<string, unknown>>,
): Values {
  if (json !== null && (typeof json !== 'string' || !guidPattern.test(json))) {
    throw new ControlError(400, `The lookup '${column.logicalName}' takes the id of a row.`);
  }
  const id = json === null ? null : json.toLowerCase();
  const targetColumn = targetColumnOf(column);
  if (targetColumn === null) return { [column.logicalName]: id };
  const target = row[targetColumn];
  const table = typeof target === 'string' ? target : (column.targets[0] ?? null);
  return { [column.logicalName]: id, [targetColumn]: id === null ? null : table };
}

function copyTargetType(
  environment: Environment,
  name: string,
  json: unknown,
  values: Record<string, Value>,
): void {
  const column = environment.data.schema.column(name);
  if (column?.type !== 'EntityName' || typeof json !== 'string') {
    throw new ControlError(400, `There is no column '${name}' on the contact table.`);
  }
  values[name] = json;
}
