import { instantText } from '../dataverse/columns/json-value.ts';
import { withComputed } from '../dataverse/contacts/write.ts';
import type { Environment } from '../environment/environment.ts';
import type { ContactRow, Values } from '../store/contact-row.ts';
import { ControlError } from './control-error.ts';
import { crmUserValues } from './crm-user-values.ts';

export type CrmUserRow = Readonly<Record<string, unknown>>;

/** Creates contacts as CRM users do. Returns their ids, in order. */
export function createContacts(environment: Environment, rows: readonly CrmUserRow[]): string[] {
  return environment.data.journal.atomically(() => rows.map((row) => createContact(environment, row)));
}

export function editContact(environment: Environment, id: string, row: CrmUserRow): void {
  change(environment, existingRow(environment, id), crmUserValues(environment, row));
}

export function deactivateContact(environment: Environment, id: string): void {
  change(environment, existingRow(environment, id), { statecode: 1, statuscode: 2 });
}

/** The subordinate becomes inactive and refers to its master. */
export function mergeContacts(environment: Environment, subordinateId: string, masterId: string): void {
  const master = existingRow(environment, masterId);
  const subordinate = existingRow(environment, subordinateId);
  if (master === subordinate) throw new ControlError(400, 'A contact cannot be merged into itself.');
  change(environment, subordinate, { merged: true, masterid: master.id, statecode: 1, statuscode: 2 });
}

export function removeContact(environment: Environment, id: string): void {
  const row = existingRow(environment, id);
  const at = instantText(environment.runtime.now());
  environment.data.contacts.remove(row);
  environment.data.ledger.record({ kind: 'delete', contactId: row.id, columns: [], at, by: 'staff' });
}

function createContact(environment: Environment, row: CrmUserRow): string {
  const { contacts, schema } = environment.data;
  const id = typeof row.contactid === 'string' ? row.contactid.toLowerCase() : environment.runtime.uuid();
  if (contacts.get(id) !== null) throw new ControlError(400, `The contact ${id} exists already.`);
  const at = instantText(environment.runtime.now());
  const values = {
    ownerid: environment.crmUserId,
    owneridtype: 'systemuser',
    owningbusinessunit: environment.rootBusinessUnitId,
    createdby: environment.crmUserId,
    modifiedby: environment.crmUserId,
    createdon: at,
    modifiedon: at,
    statecode: 0,
    statuscode: row.statecode === 1 ? 2 : 1,
    ...schema.initialCustomValues(),
    ...crmUserValues(environment, row),
  };
  contacts.insert(id, withComputed(environment, values));
  return id;
}

function change(environment: Environment, row: ContactRow, values: Values): void {
  const at = instantText(environment.runtime.now());
  const changed = { ...row.values, modifiedon: at, modifiedby: environment.crmUserId, ...values };
  environment.data.contacts.replace(row, withComputed(environment, changed));
  environment.data.ledger.record({
    kind: 'update',
    contactId: row.id,
    columns: Object.keys(values),
    at,
    by: 'staff',
  });
}

function existingRow(environment: Environment, id: string): ContactRow {
  const row = environment.data.contacts.get(id);
  if (row === null) throw new ControlError(404, `There is no contact ${id}.`);
  return row;
}
