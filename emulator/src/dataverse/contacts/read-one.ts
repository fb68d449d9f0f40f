import type { ApiResponse } from '../../http/exchange.ts';
import type { ContactRow } from '../../store/contact-row.ts';
import type { Call } from '../call.ts';
import { odataResponse } from '../call.ts';
import { mayReadColumn } from '../column-security.ts';
import { readColumn } from '../columns/column.ts';
import { notEmulated } from '../errors.ts';
import { preferencesOf } from '../odata/preferences.ts';
import { parseQueryOptions } from '../odata/query-options.ts';
import { assertPrivilege, assertRowAccess } from '../privileges.ts';
import { etagOf, isUnchanged } from './conditions.ts';
import type { RowKey } from './locate.ts';
import { findRow, missingRow } from './locate.ts';
import { appliedPreferences } from './read-many.ts';
import { contextUrl, rowJson } from './row-json.ts';
import { propertyOf, selectionOf } from './select.ts';

/** `GET contacts(…)`; 304 if the caller's etag is current. */
export function readContact(call: Call, key: RowKey): ApiResponse {
  const { environment } = call;
  const row = readableRow(call, key);
  const options = parseQueryOptions(call.query);
  if (options.expand !== null) throw notEmulated('$expand on contacts');
  const preferences = preferencesOf(call.request);
  if (preferences.includeAnnotations === null && isUnchanged(call.request, row)) {
    return { status: 304, headers: { 'OData-Version': '4.0', ETag: etagOf(row) }, body: '' };
  }
  const selection = selectionOf(environment.data.schema, options.select);
  return odataResponse(
    200,
    {
      '@odata.context': contextUrl(environment, options.select, 'entity'),
      ...rowJson(environment, row, selection, preferences),
    },
    { ETag: etagOf(row), ...appliedPreferences(preferences) },
  );
}

/** `GET contacts(…)/jobtitle`; 204 if there is no value. */
export function readProperty(call: Call, key: RowKey, property: string): ApiResponse {
  const { environment } = call;
  const column = propertyOf(environment.data.schema, property);
  const row = readableRow(call, key);
  const value = mayReadColumn(environment.user, column) ? readColumn(row, column) : null;
  if (value === null) return { status: 204, headers: { 'OData-Version': '4.0' }, body: '' };
  const context = contextUrl(environment, null, 'collection').replace(
    /contacts$/,
    `contacts(${row.id})/${property}`,
  );
  return odataResponse(200, { '@odata.context': context, value });
}

function readableRow(call: Call, key: RowKey): ContactRow {
  const { environment } = call;
  assertPrivilege(environment.user, 'prvReadContact');
  const row = findRow(environment, key);
  if (row === null) throw missingRow(key);
  assertRowAccess(environment.user, 'Read', row);
  return row;
}
