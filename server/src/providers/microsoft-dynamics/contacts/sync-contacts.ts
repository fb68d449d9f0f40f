import {
  type Contact,
  type ContactOutcome,
  type CrmField,
  isPossibleEmail,
  type Mapping,
  normaliseEmail,
  type SyncOptions,
} from '@goodfunds/shared';
import { applyMapping } from '../../../crm/apply-mapping.ts';
import { IntegrationError } from '../../../crm/integration-error.ts';
import type { Clock, Ids } from '../../../runtime/runtime.ts';
import { convertValue } from '../values/convert.ts';
import { copyError, type DataverseClient } from '../web-api/dataverse-client.ts';
import { isGuid } from '../web-api/odata.ts';
import type { LaneUser } from '../web-api/request-limiter.ts';
import type { Pacer } from '../writes/adaptive-limits.ts';
import { createRowReader } from './contact-row.ts';
import { derivedId } from './derived-id.ts';
import type { Ask } from './find-contacts.ts';
import { lazy } from './lazy.ts';
import { loadKnownContacts } from './link-index.ts';
import { failed, skipped } from './outcomes.ts';
import type { Work } from './plan-batch.ts';
import { runWave } from './sync-pass.ts';

export type SynchroniseInput = {
  contacts: readonly Contact[];
  options: SyncOptions;
  /** With the rows that matching needs. */
  mapping: Mapping;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  environmentId: string;
  origin: string;
  ask: Ask;
  client: DataverseClient;
  lanes: LaneUser;
  pacer: Pacer;
  clock: Clock;
  ids: Ids;
};

/**
 * Brings contacts into the CRM in waves: find, match, plan, write, and again for those that had to wait for
 * another's write or whose row changed meanwhile. Rejects with what was settled until then.
 */
export async function synchronise(input: SynchroniseInput): Promise<ContactOutcome[]> {
  const outcomes = new Map<string, ContactOutcome>();
  const settle = (outcome: ContactOutcome): void => {
    outcomes.set(outcome.contactId, input.options.dryRun ? outcome : { ...outcome, changes: [] });
  };
  try {
    await runWaves(input, settle);
  } catch (error) {
    throw error instanceof IntegrationError ? copyError(error, { settled: [...outcomes.values()] }) : error;
  }
  return input.contacts.map((contact) => {
    const outcome = outcomes.get(contact.id);
    if (!outcome) throw new Error('a contact went through all waves without an outcome');
    return outcome;
  });
}

async function runWaves(input: SynchroniseInput, settle: (outcome: ContactOutcome) => void): Promise<void> {
  const { accountId, directory } = input.options;
  let open = input.contacts.flatMap((contact) => prepare(contact, input, settle));
  if (open.length === 0) return;
  const known = await loadKnownContacts({
    accountId,
    environmentId: input.environmentId,
    directory,
    works: open,
  });
  const settleAndNote = (outcome: ContactOutcome): void => {
    if (outcome.crmContactId !== null && LINKING_OUTCOMES.has(outcome.reason ?? outcome.outcome)) {
      known.noteLink(outcome.contactId, outcome.crmContactId);
    }
    settle(outcome);
  };
  const reader = createRowReader(Object.keys(input.mapping), input.fieldsByAttribute);
  const parts = { ...input, reader, known, settle: settleAndNote };
  while (open.length > 0) open = await runWave(open, parts);
}

/** How a contact ends that has a CRM contact of its own afterwards. */
const LINKING_OUTCOMES: ReadonlySet<string> = new Set([
  'CREATED',
  'UPDATED',
  'UNCHANGED',
  'EXISTING_CONTACT',
]);

/** What can be said of a contact without asking the CRM. */
function prepare(
  contact: Contact,
  { mapping, fieldsByAttribute, environmentId, options }: SynchroniseInput,
  settle: (outcome: ContactOutcome) => void,
): Work[] {
  const email = normaliseEmail(contact.email);
  if (email === null) {
    settle(skipped(contact.id, 'NO_EMAIL'));
    return [];
  }
  if (!isPossibleEmail(email)) {
    settle(failed(contact.id, { code: 'INVALID_EMAIL', params: { field: 'email' } }));
    return [];
  }
  const externalId = contact.externalId?.trim().toLowerCase() ?? '';
  return [
    {
      contact,
      email,
      mapped: lazy(() => applyMapping({ contact, mapping, fieldsByAttribute, convertValue })),
      externalId: isGuid(externalId) ? externalId : null,
      derivedId: lazy(() =>
        derivedId({ accountId: options.accountId, environmentId, contactId: contact.id }),
      ),
      linkIsGone: false,
      ownRowExists: false,
      ownRowMayExist: false,
      credit: { created: false, attributes: [] },
      conflicts: 0,
      matchedAfresh: false,
    },
  ];
}
