import {
  type ComparedCrmContact,
  type Contact,
  type ContactOutcome,
  type CrmCapability,
  type CrmContact,
  type CrmField,
  type CrmIntegrationPort,
  checkMapping,
  type Mapping,
  type MappingProblem,
  microsoftDynamicsDescriptor,
  normaliseEmail,
  type SyncOptions,
  withRequiredRows,
} from '@goodfunds/shared';
import { applyMapping } from '../../crm/apply-mapping.ts';
import { IntegrationError, NonRetryableIntegrationError } from '../../crm/integration-error.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { type Connection, type ConnectionInput, connect } from './connection.ts';
import { checkStatus } from './connection-test/check-status.ts';
import { type ContactRow, createRowReader } from './contacts/contact-row.ts';
import { findContacts } from './contacts/find-contacts.ts';
import { syncContacts } from './contacts/sync-contacts.ts';
import { convertValue } from './values/convert.ts';
import { copyError } from './web-api/errors.ts';
import { unlimitedRequests } from './web-api/request-limiter.ts';
import type { RequestContext } from './web-api/send-request.ts';

/** One account's connection to Dataverse. */
export function createMicrosoftDynamicsPort(input: ConnectionInput): CrmIntegrationPort {
  let opened: Connection | null = null;

  const connection = (): Connection => {
    opened ??= connect(input);
    return opened;
  };

  const find = async (
    searched: Parameters<typeof findContacts>[0],
    attributes: readonly string[],
    signal: AbortSignal | undefined,
  ) => {
    const { startCall, openClient, fields, limits } = connection();
    const requestContext = startCall({ profile: 'interactive', signal });
    const fieldsByAttribute = byAttribute(await fields(requestContext));
    const found = await findContacts(searched, {
      client: openClient(requestContext),
      limiter: unlimitedRequests,
      limits,
      clock: input.context.runtime.clock,
      reader: createRowReader(attributes, fieldsByAttribute),
    });
    if (found.stopped) throw found.stopped;
    return { found, fieldsByAttribute };
  };

  return {
    capabilities: CAPABILITIES,

    getProviderStatus: (options = {}) => checkStatus(input, options),

    getEnvironmentId: async (signal) => {
      const { startCall, whoAmI } = connection();
      return (await whoAmI(startCall({ profile: 'interactive', signal }))).environmentId;
    },

    getAvailableContactFields: async (signal) => {
      const { startCall, discoverFields } = connection();
      return await discoverFields(startCall({ profile: 'interactive', signal }));
    },

    findContacts: async (emails, attributes, signal) => {
      const normalised = emails.flatMap((email) => normaliseEmail(email) ?? []);
      const { found } = await find({ ids: [], emails: normalised }, attributes, signal);
      return new Map([...found.byEmail].map(([email, rows]) => [email, rows.map(toCrmContact)]));
    },

    compareContact: async (contact, crmContactIds, savedMapping, signal) => {
      const mapping = withRequiredRows(microsoftDynamicsDescriptor.requiredMapping, savedMapping);
      const ids = crmContactIds.map((id) => id.toLowerCase());
      const { found, fieldsByAttribute } = await find({ ids, emails: [] }, Object.keys(mapping), signal);
      const { origin } = connection().environment;
      return {
        values: applyMapping({ contact, mapping, fieldsByAttribute, convertValue }).values,
        crmContacts: ids.flatMap((id) => {
          const row = found.byId.get(id);
          return row ? [{ ...toComparedContact(row), url: recordUrl(origin, id) }] : [];
        }),
      };
    },

    createOrUpdateContacts: async (contacts, options, signal) => {
      if (contacts.length === 0) return [];
      return await syncChecked(contacts, options, {
        ...connection(),
        runtime: input.context.runtime,
        signal,
      });
    },
  };
}

const CAPABILITIES: ReadonlySet<CrmCapability> = new Set(microsoftDynamicsDescriptor.capabilities);

type CallContext = Connection & { runtime: Runtime; signal: AbortSignal | undefined };

async function syncChecked(
  contacts: readonly Contact[],
  options: SyncOptions,
  connection: CallContext,
): Promise<ContactOutcome[]> {
  const { limits, runtime, signal } = connection;
  const { dryRun, canStart } = options;
  const profile = dryRun ? 'interactive' : 'background';
  const requestContext = connection.startCall({ profile, signal, canStart });
  const { environmentId, userId: ownUserId } = await connection.whoAmI(requestContext);
  const mapping = withRequiredRows(microsoftDynamicsDescriptor.requiredMapping, options.mapping);
  const fields = await usableFields(mapping, connection, requestContext);
  try {
    return await syncContacts(contacts, {
      options,
      mapping,
      fieldsByAttribute: byAttribute(fields),
      environmentId,
      ownUserId,
      client: connection.openClient(requestContext),
      limits,
      // A preview does not wait for background writes.
      limiter: dryRun ? unlimitedRequests : connection.limiter,
      priority: connection.nextWritePriority(),
      clock: runtime.clock,
      ids: runtime.ids,
    });
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.category !== 'mapping') throw error;
    // A column that was discovered earlier is gone: report what is wrong with the mapping now.
    const current = await connection.discoverFields(requestContext).catch((cause: unknown) => {
      throw cause instanceof IntegrationError ? copyError(cause, { resolved: error.resolved }) : cause;
    });
    const problems = blockingProblems(mapping, current);
    throw problems.length > 0 ? mappingInvalid(problems, error.resolved) : error;
  }
}

/** Fields that the mapping can be used with. A problem found by cached fields is checked against current ones. */
async function usableFields(
  mapping: Mapping,
  connection: Connection,
  requestContext: RequestContext,
): Promise<CrmField[]> {
  const known = await connection.fields(requestContext);
  if (blockingProblems(mapping, known).length === 0) return known;
  const current = await connection.discoverFields(requestContext);
  const problems = blockingProblems(mapping, current);
  if (problems.length > 0) throw mappingInvalid(problems, []);
  return current;
}

function blockingProblems(mapping: Mapping, fields: readonly CrmField[]): MappingProblem[] {
  return checkMapping(mapping, fields).filter((problem) => problem.severity === 'BLOCKING');
}

function mappingInvalid(
  problems: readonly MappingProblem[],
  resolved: readonly ContactOutcome[],
): NonRetryableIntegrationError {
  return new NonRetryableIntegrationError({
    code: 'MAPPING_INVALID',
    params: {
      attributes: problems.map(({ attribute }) => attribute),
      codes: problems.map(({ code }) => code),
    },
    resolved,
  });
}

function byAttribute(fields: readonly CrmField[]): ReadonlyMap<string, CrmField> {
  return new Map(fields.map((field) => [field.attribute, field]));
}

function toCrmContact({ id, etag, active, values }: ContactRow): CrmContact {
  return { id, etag, active, values };
}

function toComparedContact({ id, active, modifiedOn, values }: ContactRow): Omit<ComparedCrmContact, 'url'> {
  return { id, active, modifiedOn: modifiedOn || null, values };
}

/**
 * Opens the row in the user's default app.
 *
 * @see https://learn.microsoft.com/power-apps/developer/model-driven-apps/open-forms-views-dialogs-reports-url
 */
function recordUrl(origin: string, id: string): string {
  return `${origin}/main.aspx?etn=contact&id=${id}&pagetype=entityrecord`;
}
