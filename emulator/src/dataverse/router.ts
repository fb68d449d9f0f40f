import type { Environment } from '../environment/environment.ts';
import { apiPath } from '../environment/environment.ts';
import type { ApiRequest, ApiResponse } from '../http/exchange.ts';
import { pathOf, queryOf } from '../http/exchange.ts';
import { readBusinessUnit } from './business-units.ts';
import type { Call } from './call.ts';
import type { ResolveReference } from './contacts/payload.ts';
import { routeContacts } from './contacts/routes.ts';
import { DataverseError, errorResponse, notEmulated, queryError, segmentNotFound } from './errors.ts';
import { callFunction } from './functions.ts';
import { readMessageFilters } from './message-filters.ts';
import { routeMetadata } from './metadata/routes.ts';
import { assertPrivilege } from './privileges.ts';

/** Answers one operation; refusals are answers too. */
export function answerOperation(
  environment: Environment,
  request: ApiRequest,
  resolveReference?: ResolveReference,
): ApiResponse {
  try {
    assertNoImpersonation(environment, request);
    const path = resourcePath(request.target);
    const call = { environment, request, path, query: queryOf(request.target) };
    return route(resolveReference === undefined ? call : { ...call, resolveReference });
  } catch (cause) {
    if (cause instanceof DataverseError) return errorResponse(cause, request);
    throw cause;
  }
}

function route(call: Call): ApiResponse {
  const functionAnswer = callFunction(call);
  if (functionAnswer !== null) return functionAnswer;
  const segment = /^[^(/]*/.exec(call.path)?.[0] ?? '';
  switch (segment) {
    case 'contacts':
      return routeContacts(call);
    case 'businessunits':
      return readBusinessUnit(call);
    case 'EntityDefinitions':
      return routeMetadata(call);
    case 'sdkmessagefilters':
      return readMessageFilters(call);
    default:
      throw isElsewhere(segment) ? notEmulated(`the resource '${segment}'`) : segmentNotFound(segment);
  }
}

/** Dataverse resources that the emulator does not support. */
const elsewhere: ReadonlySet<string> = new Set([
  '',
  '$metadata',
  'accounts',
  'GlobalOptionSetDefinitions',
  'RelationshipDefinitions',
  'RetrieveMetadataChanges',
  'systemusers',
  'teams',
  'transactioncurrencies',
]);

function isElsewhere(segment: string): boolean {
  return elsewhere.has(segment);
}

function resourcePath(target: string): string {
  const path = pathOf(target);
  if (!path.startsWith(apiPath)) throw segmentNotFound(path);
  try {
    return decodeURIComponent(path.slice(apiPath.length));
  } catch {
    throw queryError('The request path is not correctly percent-encoded.');
  }
}

function assertNoImpersonation(environment: Environment, request: ApiRequest): void {
  if (request.headers.callerobjectid === undefined && request.headers.mscrmcallerid === undefined) return;
  assertPrivilege(environment.user, 'prvActOnBehalfOfAnotherUser', 'systemuser');
  throw notEmulated('impersonation');
}
