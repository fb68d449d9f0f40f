import { type CrmField, type CrmIntegrationPort, checkMapping, type Mapping } from '@goodfunds/shared';
import { IntegrationError } from '../crm/integration-error.ts';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { IntegrationRecord } from '../store/integrations.ts';
import type { IntegrationContext } from './integration-context.ts';

/** Checks a mapping against the current attributes. While the CRM does not answer, any mapping can be saved. */
export async function refuseBrokenMapping(
  mapping: Mapping,
  fetchFields: () => Promise<CrmField[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const crmFields = await nullUnlessAnswered(fetchFields, signal);
  if (!crmFields) return;
  const blocking = checkMapping(mapping, crmFields).filter(({ severity }) => severity === 'BLOCKING');
  const [first] = blocking;
  if (!first) return;
  throw new UseCaseError(first.code, {
    ...first.params,
    path: `mapping.${first.attribute}`,
    problems: blocking.map(({ attribute, code }) => `${attribute} ${code}`),
  });
}

/** The CRM's answer, or `null` if there is none. Rejects if the caller has cancelled. */
export async function nullUnlessAnswered<T>(
  ask: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof IntegrationError && !signal?.aborted) return null;
    throw error;
  }
}

/** What a change of the configuration reads from the CRM. */
export type Remote = {
  fields(signal?: AbortSignal): Promise<CrmField[]>;
  environmentId(signal?: AbortSignal): Promise<string>;
};

/** Reads with the stored credentials. */
export function remoteOf(
  { connections, fields }: Pick<IntegrationContext, 'connections' | 'fields'>,
  record: IntegrationRecord,
): Remote {
  return {
    fields: async (signal) => (await fields.fetch(record, signal)).crmFields,
    environmentId: async (signal) => await connections.open(record).getEnvironmentId(signal),
  };
}

/** Reads with credentials that are not stored yet. */
export function remoteBehind(port: CrmIntegrationPort): Remote {
  return {
    fields: (signal) => port.getAvailableContactFields(signal),
    environmentId: (signal) => port.getEnvironmentId(signal),
  };
}
