import { readColumn } from '../dataverse/columns/column.ts';
import type { Environment } from '../environment/environment.ts';
import type { ContactRow, Value } from '../store/contact-row.ts';
import { ControlError } from './control-error.ts';

/** Every column by its property name, whoever may read it, and `@odata.etag`. */
export type StoredContact = Readonly<Record<string, Value>>;

/** All contacts in the order of creation, from the one behind `after` on. */
export function* storedContacts(
  environment: Environment,
  after: string | null = null,
): Generator<StoredContact> {
  const { contacts } = environment.data;
  const last = after === null ? null : contacts.get(after);
  if (after !== null && last === null) throw new ControlError(404, `There is no contact ${after}.`);
  for (const row of contacts.rowsFrom(last === null ? 0 : last.slot + 1))
    yield storedContact(environment, row);
}

export function storedContactById(environment: Environment, id: string): StoredContact | null {
  const row = environment.data.contacts.get(id);
  return row === null ? null : storedContact(environment, row);
}

function storedContact(environment: Environment, row: ContactRow): StoredContact {
  const contact: Record<string, Value> = { '@odata.etag': `W/"${row.version}"` };
  for (const [name, column] of environment.data.schema.properties()) contact[name] = readColumn(row, column);
  return contact;
}
