import type { Environment } from '../../environment/environment.ts';
import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { noContent } from '../call.ts';
import type { RowKey } from '../contacts/locate.ts';
import { findRow, rowKeyOf } from '../contacts/locate.ts';
import type { ContactPayload } from '../contacts/payload.ts';
import { createContact, updateContact } from '../contacts/write.ts';
import { createAt, withoutKey } from '../contacts/write-requests.ts';
import { DataverseError, payloadError } from '../errors.ts';
import { targetsOf } from './targets.ts';

/** All rows or none. The answer does not say which rows were created. */
export function upsertMultiple(call: Call): ApiResponse {
  const { environment } = call;
  const targets = targetsOf(call);
  environment.data.journal.atomically(() => {
    for (const target of targets) upsert(environment, target);
  });
  return noContent();
}

function upsert(environment: Environment, target: ContactPayload): void {
  const key = keyOf(environment, target);
  if (key === null) {
    createContact(environment, target);
    return;
  }
  const existing = findRow(environment, key);
  if (existing !== null) updateContact(environment, existing, withoutKey(target, key));
  else if (namesKeyColumn(target, key))
    throw new DataverseError(400, '0x80040216', 'An unexpected error occurred.');
  else createAt(environment, key, target);
}

function keyOf(environment: Environment, target: ContactPayload): RowKey | null {
  if (target.reference === null) return target.id === null ? null : { type: 'id', id: target.id };
  const text = /^(?:[^(]*\/)?contacts\((.*)\)$/.exec(target.reference)?.[1];
  if (text === undefined) throw payloadError(`The URI '${target.reference}' is no valid '@odata.id'`);
  return rowKeyOf(environment, text);
}

/** Observed: a key column that is also in the body makes the create fail. */
function namesKeyColumn(target: ContactPayload, key: RowKey): boolean {
  if (key.type === 'id') return false;
  return [...target.values.keys()].some((column) => column.logicalName in key.values);
}
