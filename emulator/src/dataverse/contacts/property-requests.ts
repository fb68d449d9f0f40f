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

/** `DELETE contacts(…)/jobtitle` clears; `DELETE contacts(…)/<navigation>/$ref` clears a lookup. */
export function clearProperty(call: Call, key: RowKey, property: string): ApiResponse {
  return writeProperty(call, key, property, null);
}

function writeProperty(call: Call, key: RowKey, property: string, value: unknown): ApiResponse {
  const { environment } = call;
  const { schema } = environment.data;
  if (schema.property(property) === null && schema.navigation(property) === null) {
    throw unknownProperty(property, 'contact');
  }
  const payload = parsePayload(environment, { [property]: value });
  const row = findRow(environment, key);
  if (row === null) throw missingRow(key);
  assertWritable(row, { ...writeConditions(call.request), mustBeNew: false });
  updateContact(environment, row, payload);
  return noContent();
}
