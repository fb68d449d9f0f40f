import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { DataverseError, methodNotAllowed, notEmulated, segmentNotFound } from '../errors.ts';
import { assertPrivilege } from '../privileges.ts';
import { readAttribute, readAttributes } from './attributes.ts';
import { contactMetadataId, readEntity, readEntityCollection } from './entity.ts';

const pattern = /^EntityDefinitions(?:\(([^)]*)\)(?:\/(\w+)(?:\(([^)]*)\))?(?:\/([\w.]+))?)?)?$/;

/** The read-only metadata of the contact table. */
export function routeMetadata(call: Call): ApiResponse {
  const match = pattern.exec(call.path);
  if (match === null) throw segmentNotFound(call.path);
  if (call.request.method !== 'GET') {
    if (['POST', 'PUT', 'DELETE'].includes(call.request.method)) throw notEmulated('changes of metadata');
    throw methodNotAllowed(call.request.method);
  }
  const [, entityKey, collection, itemKey, cast] = match;
  assertContact(call, entityKey);
  if (collection === undefined) return readEntity(call);
  if (collection !== 'Attributes') return readEntityCollection(call, collection);
  if (itemKey === undefined) return readAttributes(call, cast ?? null);
  return readAttribute(call, itemKey, cast ?? null);
}

/** Tables of every environment of which the emulator has only the name. */
const others: ReadonlySet<string> = new Set([
  'account',
  'businessunit',
  'systemuser',
  'team',
  'transactioncurrency',
]);

function assertContact(call: Call, key: string | undefined): void {
  if (key === undefined) throw notEmulated('the list of all tables');
  const name = /^LogicalName='(\w+)'$/.exec(key)?.[1];
  if (name === 'contact' || key.toLowerCase() === contactMetadataId) return;
  assertPrivilege(call.environment.user, 'prvReadEntity', 'entity');
  if (name !== undefined && others.has(name)) throw notEmulated(`the metadata of the table '${name}'`);
  throw new DataverseError(404, '0x80060888', `Resource not found for the segment '${key}'.`);
}
