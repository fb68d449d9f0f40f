import type { Environment } from '../../environment/environment.ts';
import type { Value, Values } from '../../store/contact-row.ts';
import { assertColumnPermission } from '../column-security.ts';
import type { Column, LookupColumn } from '../columns/column.ts';
import { targetColumnOf } from '../columns/column.ts';
import { validated } from '../columns/validate-value.ts';
import { DataverseError } from '../errors.ts';
import { assertPrivilege } from '../privileges.ts';
import { findRow, missingRow } from './locate.ts';
import type { ContactPayload, LookupTarget } from './payload.ts';

/**
 * The values of a payload that are stored. Columns that are not valid for this operation are silently ignored;
 * values that break a rule are refused.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
 */
export function storedValues(
  environment: Environment,
  payload: ContactPayload,
  use: 'create' | 'update',
): Values {
  const values: Record<string, Value> = {};
  for (const [column, value] of payload.values) {
    if (column.logicalName === 'contactid' || !isValidFor(column, use)) continue;
    assertColumnPermission(environment.user, column, use);
    if (column.logicalName === 'overriddencreatedon') {
      assertPrivilege(environment.user, 'prvOverrideCreatedOnCreatedBy');
    }
    values[column.logicalName] = validated(column, value);
  }
  for (const [column, target] of payload.lookups) {
    if (!isValidFor(column, use)) continue;
    assertColumnPermission(environment.user, column, use);
    Object.assign(values, lookupValues(environment, column, target, use));
  }
  return values;
}

/** Logical names of the columns in a payload, ignored ones included. */
export function columnsOf(payload: ContactPayload): string[] {
  return [...payload.values.keys(), ...payload.lookups.keys()].map((column) => column.logicalName);
}

function isValidFor(column: Column, use: 'create' | 'update'): boolean {
  return use === 'create' ? column.validForCreate : column.validForUpdate;
}

const appendPrivileges: Readonly<Record<string, string | undefined>> = {
  account: 'prvAppendToAccount',
  contact: 'prvAppendToContact',
  systemuser: 'prvAppendToUser',
  transactioncurrency: 'prvAppendToTransactionCurrency',
};

function lookupValues(
  environment: Environment,
  column: LookupColumn,
  target: LookupTarget | null,
  use: 'create' | 'update',
): Values {
  const targetColumn = targetColumnOf(column);
  if (target === null) {
    return { [column.logicalName]: null, ...(targetColumn === null ? {} : { [targetColumn]: null }) };
  }
  const id = idOf(environment, target);
  assertMayRefer(environment, column, target, use);
  return {
    [column.logicalName]: id,
    ...(targetColumn === null ? {} : { [targetColumn]: target.table }),
  };
}

function idOf(environment: Environment, { table, key }: LookupTarget): string {
  if (table === 'contact') {
    const row = findRow(environment, key);
    if (row === null) throw missingRow(key);
    return row.id;
  }
  const id = key.type === 'id' ? key.id : key.text;
  if (environment.data.related.nameOf(table, id) !== null) return id;
  throw new DataverseError(404, '0x80040217', `${table} With Id = ${id} Does Not Exist`);
}

function assertMayRefer(
  environment: Environment,
  column: LookupColumn,
  target: LookupTarget,
  use: 'create' | 'update',
): void {
  if (column.type === 'Owner') {
    if (use === 'update') assertPrivilege(environment.user, 'prvAssignContact');
    return;
  }
  assertPrivilege(environment.user, 'prvAppendContact');
  const appendTo = appendPrivileges[target.table];
  if (appendTo !== undefined) assertPrivilege(environment.user, appendTo, target.table);
}
