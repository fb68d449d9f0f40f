import type { Column } from '../dataverse/columns/column.ts';
import { readColumn } from '../dataverse/columns/column.ts';
import type { Environment } from '../environment/environment.ts';
import type { ContactRow, Value } from '../store/contact-row.ts';
import { ControlError } from './control-error.ts';

/** All columns by property name, secured ones too, and `@odata.etag`. */
export type StoredContact = Readonly<Record<string, Value>>;

export interface StoredContactsOptions {
  /** Id of a contact; the rows after it are returned. */
  readonly after?: string | undefined;
  /** Only these properties and `contactid`; all if omitted. */
  readonly properties?: readonly string[] | undefined;
}

/** Contacts in the order of creation. */
export function storedContacts(
  environment: Environment,
  { after, properties }: StoredContactsOptions = {},
): Iterable<StoredContact> {
  const { contacts } = environment.data;
  const last = after === undefined ? null : contacts.get(after);
  if (after !== undefined && last === null) throw new ControlError(404, `There is no contact ${after}.`);
  return written(contacts.rowsFrom(last === null ? 0 : last.slot + 1), columnsOf(environment, properties));
}

export function storedContactById(environment: Environment, id: string): StoredContact | null {
  const row = environment.data.contacts.get(id);
  return row === null ? null : storedContact(row, environment.data.schema.properties());
}

type Columns = ReadonlyMap<string, Column>;

function columnsOf(environment: Environment, properties: readonly string[] | undefined): Columns {
  const { schema } = environment.data;
  if (properties === undefined) return schema.properties();
  const columns = new Map<string, Column>();
  for (const name of ['contactid', ...properties]) {
    const column = schema.property(name);
    if (column === null) throw new ControlError(400, `There is no property '${name}' on the contact table.`);
    columns.set(name, column);
  }
  return columns;
}

function* written(rows: Iterable<ContactRow>, columns: Columns): Generator<StoredContact> {
  for (const row of rows) yield storedContact(row, columns);
}

function storedContact(row: ContactRow, columns: Columns): StoredContact {
  const contact: Record<string, Value> = { '@odata.etag': `W/"${row.version}"` };
  for (const [name, column] of columns) contact[name] = readColumn(row, column);
  return contact;
}
