import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { noContent } from '../call.ts';
import { payloadError, unknownProperty } from '../errors.ts';
import { assertWritable, writeConditions } from './conditions.ts';
import type { RowKey } from './locate.ts';
import { findRow, missingRow } from './locate.ts';
import { jsonBody, parsePayload } from './payload.ts';
import { updateContact } from './write.ts';

/** `PUT contacts(…)/jobtitle` with `{"value": …}` */
export function putProperty(call: Call, key: RowKey, property: string): ApiResponse {
  const body = jsonBody(call.request);
  if (typeof body !== 'object' || body === null || !('value' in body)) {
    throw payloadError("A top-level property with name 'value' was expected");
  }
  return writeProperty(call, key, property, body.value);
}

/** `DELETE contacts(…)/jobtitle` */
export function clearProperty(call: Call, key: RowKey, property: string): ApiResponse {
  return writeProperty(call, key, property, null);
}

/** `PUT contacts(…)/<navigation>/$ref` with `{"@odata.id": <URL of a row>}` */
export function putReference(call: Call, key: RowKey, navigation: string): ApiResponse {
  const body = jsonBody(call.request);
  if (typeof body !== 'object' || body === null || !('@odata.id' in body)) {
    throw payloadError("An entity reference link needs the annotation '@odata.id'");
  }
  return writeReference(call, key, navigation, body['@odata.id']);
}

/** `DELETE contacts(…)/<navigation>/$ref` */
export function clearReference(call: Call, key: RowKey, navigation: string): ApiResponse {
  return writeReference(call, key, navigation, null);
}

function writeProperty(call: Call, key: RowKey, property: string, value: unknown): ApiResponse {
  const { schema } = call.environment.data;
  if (schema.property(property) === null && schema.navigation(property) === null) {
    throw unknownProperty(property, 'contact');
  }
  return writeMember(call, key, property, value);
}

function writeReference(call: Call, key: RowKey, navigation: string, url: unknown): ApiResponse {
  if (call.environment.data.schema.navigation(navigation) === null) {
    throw unknownProperty(navigation, 'contact');
  }
  return writeMember(call, key, `${navigation}@odata.bind`, url);
}

function writeMember(call: Call, key: RowKey, member: string, content: unknown): ApiResponse {
  const { environment } = call;
  const payload = parsePayload(environment, { [member]: content }, call.resolveReference);
  const row = findRow(environment, key);
  if (row === null) throw missingRow(key);
  assertWritable(row, { ...writeConditions(call), mustBeNew: false });
  updateContact(environment, row, payload);
  return noContent();
}
