import type { Environment, NormalisedFormat } from '../../environment/environment.ts';
import type { ContactRow, Value, Values } from '../../store/contact-row.ts';
import { AlternateKeyViolation } from '../../store/contact-table.ts';
import { instantText } from '../columns/json-value.ts';
import { statuses } from '../columns/system-columns.ts';
import { DataverseError } from '../errors.ts';
import { assertPrivilege, assertRowAccess } from '../privileges.ts';
import type { ContactPayload } from './payload.ts';
import { columnsOf, storedValues } from './stored-values.ts';

const duplicateId = (): DataverseError =>
  new DataverseError(412, '0x80040237', 'Cannot insert duplicate key.');

export function createContact(
  environment: Environment,
  payload: ContactPayload,
  id: string = payload.id ?? environment.runtime.uuid(),
): ContactRow {
  const { contacts, ledger, schema } = environment.data;
  assertPrivilege(environment.user, 'prvCreateContact');
  const sent = normalised(environment, storedValues(environment, payload, 'create'));
  if (contacts.get(id) !== null) throw duplicateId();
  const at = instantText(environment.runtime.now());
  const { overriddencreatedon } = sent;
  const createdOn = typeof overriddencreatedon === 'string' ? overriddencreatedon : at;
  const values = withComputed(environment, {
    ...ownership(environment, sent),
    createdon: createdOn,
    modifiedon: at,
    createdby: environment.user.systemUserId,
    modifiedby: environment.user.systemUserId,
    ...schema.initialCustomValues(),
    ...sent,
    ...stateOf({ statecode: 0, statuscode: 1 }, sent, id),
  });
  const row = unlessKeyTaken(() => contacts.insert(id, values));
  ledger.record({ kind: 'create', contactId: id, columns: columnsOf(payload), at, by: 'api' });
  return row;
}

export function updateContact(environment: Environment, row: ContactRow, payload: ContactPayload): void {
  const { contacts, ledger } = environment.data;
  assertPrivilege(environment.user, 'prvWriteContact');
  assertRowAccess(environment.user, 'Write', row);
  const sent = normalised(environment, storedValues(environment, payload, 'update'));
  const at = instantText(environment.runtime.now());
  const values = withComputed(environment, {
    ...row.values,
    ...sent,
    ...stateOf(row.values, sent, row.id),
    modifiedon: at,
    modifiedby: environment.user.systemUserId,
  });
  unlessKeyTaken(() => contacts.replace(row, values));
  ledger.record({ kind: 'update', contactId: row.id, columns: columnsOf(payload), at, by: 'api' });
}

export function deleteContact(environment: Environment, row: ContactRow): void {
  const { contacts, ledger } = environment.data;
  assertPrivilege(environment.user, 'prvDeleteContact');
  assertRowAccess(environment.user, 'Delete', row);
  contacts.remove(row);
  const at = instantText(environment.runtime.now());
  ledger.record({ kind: 'delete', contactId: row.id, columns: [], at, by: 'api' });
}

/** What a plug-in of the organisation makes of the sent values before they are stored. */
function normalised({ normalisation }: Environment, sent: Values): Values {
  const changed = [...normalisation].flatMap(([column, format]) => {
    const value = sent[column];
    return typeof value === 'string' ? [[column, NORMALISED[format](value)] as const] : [];
  });
  return { ...sent, ...Object.fromEntries(changed) };
}

const NORMALISED: Readonly<Record<NormalisedFormat, (text: string) => string>> = {
  UPPER_CASE: (text) => text.toUpperCase(),
  PHONE: (text) => text.replaceAll(/[^+\d]/g, '').replace(/^0/, '+49'),
};

/** Values that the server computes from those that were sent. */
export function withComputed(environment: Environment, values: Values): Values {
  const hasMoney = typeof values.annualincome === 'number' || typeof values.creditlimit === 'number';
  const currency = values.transactioncurrencyid ?? null;
  return {
    ...values,
    fullname: joined([values.firstname, values.lastname], 160),
    yomifullname: joined([values.yomifirstname, values.yomilastname], 450),
    ...(hasMoney && currency === null ? { transactioncurrencyid: environment.currencyId } : {}),
  };
}

function joined(parts: readonly (Value | undefined)[], maxLength: number): string | null {
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  return text === '' ? null : text.slice(0, maxLength);
}

function ownership(environment: Environment, sent: Values): Values {
  if (typeof sent.ownerid === 'string') return { owningbusinessunit: environment.rootBusinessUnitId };
  const { systemUserId, businessUnitId } = environment.user;
  return { ownerid: systemUserId, owneridtype: 'systemuser', owningbusinessunit: businessUnitId };
}

/** Setting a state sets its default status reason; a status reason must belong to the state. */
function stateOf(current: Values, sent: Values, id: string): Values {
  const state = sent.statecode ?? current.statecode ?? 0;
  const kept = state === (current.statecode ?? 0) ? (current.statuscode ?? 1) : null;
  const status = sent.statuscode ?? kept ?? statuses.find((option) => option.state === state)?.value ?? 1;
  if (statuses.some((option) => option.value === status && option.state === state)) {
    return { statecode: state, statuscode: status };
  }
  throw new DataverseError(
    400,
    '0x80048408',
    `${status} is not a valid status code for state code ContactState.${state === 0 ? 'Active' : 'Inactive'} on contact with Id ${id}.`,
  );
}

function unlessKeyTaken<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    if (cause instanceof AlternateKeyViolation) throw keyViolated(cause);
    throw cause;
  }
}

/** The message contains XML with the id of the conflicting row. */
function keyViolated({ key, existing }: AlternateKeyViolation): DataverseError {
  const attributes = key.columns
    .map((column) => `<${column}>${escaped(String(existing.values[column] ?? ''))}</${column}>`)
    .join('');
  return new DataverseError(
    412,
    '0x80060892',
    `Entity Key ${key.schemaName} violated. A record with the same value for ${key.columns.join(', ')} already exists. A duplicate record cannot be created. Select one or more unique values and try again. <DuplicateAttributes>${attributes}</DuplicateAttributes><DuplicateEntity><Entity>contact</Entity><Id>${existing.id}</Id></DuplicateEntity>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
