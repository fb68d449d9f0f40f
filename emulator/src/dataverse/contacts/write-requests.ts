import type { Environment } from '../../environment/environment.ts';
import { apiRoot } from '../../environment/environment.ts';
import type { ApiResponse } from '../../http/exchange.ts';
import type { ContactRow, Value } from '../../store/contact-row.ts';
import type { Call } from '../call.ts';
import { noContent, odataResponse } from '../call.ts';
import type { Column } from '../columns/column.ts';
import { preferencesOf } from '../odata/preferences.ts';
import { parseQueryOptions } from '../odata/query-options.ts';
import { assertPrivilege } from '../privileges.ts';
import { assertWritable, etagOf, writeConditions } from './conditions.ts';
import type { RowKey } from './locate.ts';
import { findRow, missingRow } from './locate.ts';
import type { ContactPayload } from './payload.ts';
import { jsonBody, parsePayload } from './payload.ts';
import { appliedPreferences } from './read-many.ts';
import { contextUrl, rowJson } from './row-json.ts';
import { selectionOf } from './select.ts';
import { createContact, deleteContact, updateContact } from './write.ts';

/** `POST contacts` */
export function postContact(call: Call): ApiResponse {
  const { environment } = call;
  const payload = parsePayload(environment, jsonBody(call.request), call.resolveReference);
  const answer = answerTo(call);
  const row = createContact(environment, payload);
  return answer(row, 201, `contacts(${row.id})`);
}

/**
 * `PATCH contacts(…)`: an upsert, unless a condition makes it an update or a create.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/update-delete-entities-using-web-api
 */
export function patchContact(call: Call, key: RowKey): ApiResponse {
  const { environment } = call;
  const payload = parsePayload(environment, jsonBody(call.request), call.resolveReference);
  const conditions = writeConditions(call);
  const answer = answerTo(call);
  const reference = `contacts(${key.type === 'id' ? key.id : key.text})`;
  const existing = findRow(environment, key);
  if (existing === null) {
    if (conditions.mustExist) throw missingRow(key);
    return answer(createAt(environment, key, payload), 201, reference);
  }
  assertWritable(existing, conditions);
  updateContact(environment, existing, withoutKey(payload, key));
  return answer(existing, 200, reference);
}

export function deleteContactAt(call: Call, key: RowKey): ApiResponse {
  const { environment } = call;
  const row = findRow(environment, key);
  if (row === null) throw missingRow(key);
  assertWritable(row, writeConditions(call));
  deleteContact(environment, row);
  return noContent();
}

/** The payload completed by the key: its id, or its values for columns that are not in the body. */
export function createAt(environment: Environment, key: RowKey, payload: ContactPayload): ContactRow {
  if (key.type === 'id') return createContact(environment, payload, key.id);
  const values = new Map<Column, Value>();
  for (const [name, value] of Object.entries(key.values)) {
    const column = environment.data.schema.column(name);
    if (column !== null) values.set(column, value);
  }
  for (const [column, value] of payload.values) values.set(column, value);
  return createContact(environment, { ...payload, values });
}

/** An update ignores the key's own columns in the body. */
export function withoutKey(payload: ContactPayload, key: RowKey): ContactPayload {
  if (key.type === 'id') return payload;
  const values = [...payload.values].filter(([column]) => !(column.logicalName in key.values));
  return { ...payload, values: new Map(values) };
}

type Answer = (row: ContactRow, status: 200 | 201, reference: string) => ApiResponse;

/**
 * `204` with the row's URL, or the row if the caller prefers it. Wrong options are refused before anything is
 * written.
 */
function answerTo(call: Call): Answer {
  const { environment } = call;
  const preferences = preferencesOf(call.request);
  const options = parseQueryOptions(call.query);
  const selection = selectionOf(environment.data.schema, options.select);
  if (preferences.returnRepresentation) assertPrivilege(environment.user, 'prvReadContact');
  return (row, status, reference) => {
    const url = `${apiRoot(environment)}${reference}`;
    if (!preferences.returnRepresentation) {
      return noContent({ 'OData-EntityId': url, ...(status === 201 ? { Location: url } : {}) });
    }
    const context = { '@odata.context': contextUrl(environment, options.select, 'entity') };
    const json = { ...context, ...rowJson(environment, row, selection, preferences) };
    return odataResponse(status, json, { ETag: etagOf(row), ...appliedPreferences(preferences) });
  };
}
