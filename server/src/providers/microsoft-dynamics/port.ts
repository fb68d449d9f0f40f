import {
  type Contact,
  type ContactOutcome,
  type CrmCapability,
  type CrmContact,
  type CrmField,
  type CrmIntegrationPort,
  checkMapping,
  type Email,
  type Mapping,
  type MappingProblem,
  microsoftDynamicsDescriptor,
  normaliseEmail,
  type SyncOptions,
  withRequiredRows,
} from '@goodfunds/shared';
import { IntegrationError, NonRetryableIntegrationError } from '../../crm/integration-error.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { type Connection, type ConnectionInput, connect, type RequestContext } from './connection.ts';
import { checkStatus } from './connection-test/check-status.ts';
import { type ContactRow, createRowReader } from './contacts/contact-row.ts';
import { type Ask, FIND_OPERATION, findRows } from './contacts/find-contacts.ts';
import { synchronise } from './contacts/sync-contacts.ts';
import type { DataverseClient } from './web-api/dataverse-client.ts';
import { createLanes, type LaneUser } from './web-api/request-limiter.ts';

/** One account's connection to Dataverse. */
export function createMicrosoftDynamicsPort(input: ConnectionInput): CrmIntegrationPort {
  let opened: Connection | null = null;

  const connection = (): Connection => {
    opened ??= connect(input);
    return opened;
  };

  return {
    capabilities: CAPABILITIES,

    getProviderStatus: (options = {}) => checkStatus(input, options),

    getEnvironmentId: async (signal) => {
      return await connection().environmentId({ profile: 'interactive', signal });
    },

    getAvailableContactFields: async (signal) => {
      return await connection().discoverFields({ profile: 'interactive', signal });
    },

    findContacts: async (emails, attributes, signal) => {
      const { openClient, environment, fields } = connection();
      const requestContext: RequestContext = { profile: 'interactive', signal };
      const client = openClient(requestContext);
      const reader = createRowReader(attributes, byAttribute(await fields(requestContext)));
      const wanted = normaliseAll(emails);
      const found = await findRows({
        ask: asking(client),
        origin: environment.origin,
        reader,
        ids: [],
        emails: wanted,
      });
      return new Map([...found.byEmail].map(([email, rows]) => [email, rows.map(toCrmContact)]));
    },

    createOrUpdateContacts: async (contacts, options, signal) => {
      if (contacts.length === 0) return [];
      const { openClient, emailTurns } = connection();
      const { canStart } = options;
      const profile = options.dryRun ? 'interactive' : 'background';
      const requestContext: RequestContext = { profile, signal, canStart };
      const client = openClient(requestContext);
      const { runtime } = input.context;
      const call = { contacts, options, connection: connection(), requestContext, client, runtime };
      // Whoever looks at a preview does not wait for those who write.
      if (options.dryRun) {
        const lanes = createLanes(() => Number.POSITIVE_INFINITY).join();
        return synchroniseChecked(call, { lanes, ask: asking(client) });
      }
      const done = await emailTurns.take(contacts.flatMap(({ email }) => normaliseEmail(email) ?? []));
      const lanes = connection().lanes.join();
      try {
        return await synchroniseChecked(call, { lanes, ask: connection().finds.open({ signal, canStart }) });
      } finally {
        lanes.leave();
        done();
      }
    },
  };
}

const CAPABILITIES: ReadonlySet<CrmCapability> = new Set(microsoftDynamicsDescriptor.capabilities);

type Call = {
  contacts: readonly Contact[];
  options: SyncOptions;
  connection: Connection;
  requestContext: RequestContext;
  client: DataverseClient;
  runtime: Runtime;
};

async function synchroniseChecked(
  { contacts, options, connection, requestContext, client, runtime }: Call,
  { lanes, ask }: { lanes: LaneUser; ask: Ask },
): Promise<ContactOutcome[]> {
  const environmentId = await connection.environmentId(requestContext);
  const mapping = withRequiredRows(microsoftDynamicsDescriptor.requiredMapping, options.mapping);
  const fields = await usableFields(mapping, connection, requestContext);
  try {
    return await synchronise({
      contacts,
      options,
      mapping,
      fieldsByAttribute: byAttribute(fields),
      environmentId,
      origin: connection.environment.origin,
      ask,
      client,
      lanes,
      pacer: connection.pacer,
      clock: runtime.clock,
      ids: runtime.ids,
    });
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.category !== 'mapping') throw error;
    // Dataverse does not know a column that was discovered a while ago: say what is wrong with the mapping now.
    const problems = blockingProblems(mapping, await connection.discoverFields(requestContext));
    throw problems.length > 0 ? mappingInvalid(problems, error.settled) : error;
  }
}

/** Fields that the mapping can be used with. What looks wrong by fields known for a while is looked up again. */
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
  settled: readonly ContactOutcome[],
): NonRetryableIntegrationError {
  return new NonRetryableIntegrationError({
    code: 'MAPPING_INVALID',
    params: {
      attributes: problems.map(({ attribute }) => attribute),
      codes: problems.map(({ code }) => code),
    },
    settled,
  });
}

function byAttribute(fields: readonly CrmField[]): ReadonlyMap<string, CrmField> {
  return new Map(fields.map((field) => [field.attribute, field]));
}

/** Without a wait for anybody else. */
function asking(client: DataverseClient): Ask {
  return (queries) => client.batch(FIND_OPERATION, queries);
}

function normaliseAll(emails: readonly Email[]): Email[] {
  return emails.flatMap((email) => normaliseEmail(email) ?? []);
}

function toCrmContact({ id, etag, active, values }: ContactRow): CrmContact {
  return { id, etag, active, values };
}
