import type { ApiResponse } from '../../http/exchange.ts';
import { createMultiple } from '../bulk/create-multiple.ts';
import { updateMultiple } from '../bulk/update-multiple.ts';
import { upsertMultiple } from '../bulk/upsert-multiple.ts';
import type { Call } from '../call.ts';
import { methodNotAllowed, notEmulated, queryError, segmentNotFound } from '../errors.ts';
import type { RowKey } from './locate.ts';
import { rowKeyOf } from './locate.ts';
import { clearProperty, clearReference, putProperty, putReference } from './property-requests.ts';
import { countContacts, readContacts } from './read-many.ts';
import { readContact, readProperty } from './read-one.ts';
import { deleteContactAt, patchContact, postContact } from './write-requests.ts';

const bulkActions: Readonly<Record<string, ((call: Call) => ApiResponse) | undefined>> = {
  'Microsoft.Dynamics.CRM.CreateMultiple': createMultiple,
  'Microsoft.Dynamics.CRM.UpdateMultiple': updateMultiple,
  'Microsoft.Dynamics.CRM.UpsertMultiple': upsertMultiple,
};

/** All routes of `contacts`: collection, count, row, property, bulk actions. */
export function routeContacts(call: Call): ApiResponse {
  const rest = call.path.slice('contacts'.length);
  if (rest === '') return collection(call);
  if (rest === '/$count') return onlyGet(call, countContacts);
  const key = keyPattern.exec(rest);
  if (key !== null) return row(call, rowKeyOf(call.environment, key[1] ?? ''), key[2] ?? '');
  const action = bulkActions[rest.slice(1)];
  if (rest.startsWith('/') && action !== undefined) return onlyPost(call, action);
  throw segmentNotFound(rest.replace(/^\//, ''));
}

/** The key can contain quoted text with parentheses. */
const keyPattern = /^\(((?:'[^']*'|[^')])*)\)(?:\/(.+))?$/;

function collection(call: Call): ApiResponse {
  switch (call.request.method) {
    case 'GET':
      return readContacts(call);
    case 'POST':
      return postContact(call);
    default:
      throw methodNotAllowed(call.request.method);
  }
}

function row(call: Call, key: RowKey, property: string): ApiResponse {
  if (property !== '') return rowProperty(call, key, property);
  switch (call.request.method) {
    case 'GET':
      return readContact(call, key);
    case 'PATCH':
      return patchContact(call, key);
    case 'DELETE':
      return deleteContactAt(call, key);
    default:
      throw methodNotAllowed(call.request.method);
  }
}

function rowProperty(call: Call, key: RowKey, property: string): ApiResponse {
  const reference = /^(\w+)\/\$ref$/.exec(property)?.[1];
  if (reference !== undefined) return rowReference(call, key, reference);
  if (!/^\w+$/.test(property)) throw queryError(`Resource not found for the segment '${property}'.`);
  switch (call.request.method) {
    case 'GET':
      return readProperty(call, key, property);
    case 'PUT':
      return putProperty(call, key, property);
    case 'DELETE':
      return clearProperty(call, key, property);
    default:
      throw methodNotAllowed(call.request.method);
  }
}

function rowReference(call: Call, key: RowKey, navigation: string): ApiResponse {
  switch (call.request.method) {
    case 'GET':
      throw notEmulated('reading a reference');
    case 'PUT':
      return putReference(call, key, navigation);
    case 'DELETE':
      return clearReference(call, key, navigation);
    default:
      throw methodNotAllowed(call.request.method);
  }
}

function onlyGet(call: Call, handle: (call: Call) => ApiResponse): ApiResponse {
  if (call.request.method !== 'GET') throw methodNotAllowed(call.request.method);
  return handle(call);
}

function onlyPost(call: Call, handle: (call: Call) => ApiResponse): ApiResponse {
  if (call.request.method !== 'POST') throw methodNotAllowed(call.request.method);
  return handle(call);
}
