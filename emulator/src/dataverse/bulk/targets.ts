import type { Environment } from '../../environment/environment.ts';
import type { Call } from '../call.ts';
import type { ContactPayload } from '../contacts/payload.ts';
import { jsonBody, parsePayload } from '../contacts/payload.ts';
import { DataverseError, payloadError } from '../errors.ts';

const typeName = 'Microsoft.Dynamics.CRM.contact';

/**
 * The rows of a bulk action's body, each with its mandatory `@odata.type`.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations
 */
export function targetsOf(call: Call): ContactPayload[] {
  const body = jsonBody(call.request);
  const targets = typeof body === 'object' && body !== null && 'Targets' in body ? body.Targets : null;
  if (!Array.isArray(targets)) throw payloadError("The parameter 'Targets' is missing or is no collection");
  return targets.map((target: unknown) => targetOf(call.environment, target));
}

function targetOf(environment: Environment, target: unknown): ContactPayload {
  const type =
    typeof target === 'object' && target !== null && '@odata.type' in target ? target['@odata.type'] : null;
  if (typeof type !== 'string' || type.replace(/^#/, '') !== typeName) {
    throw payloadError(
      "A type named '' could not be resolved by the model. When a model is available, each type name must resolve to a valid type. Each target needs '@odata.type'",
    );
  }
  return parsePayload(environment, target);
}

export function missingRows(ids: readonly string[]): DataverseError {
  return new DataverseError(404, '0x80040217', `Contact With Ids = ${ids.join(', ')} Do Not Exist`);
}
