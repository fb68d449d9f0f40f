import {
  type Contact,
  type ContactOutcome,
  type CrmField,
  isPossibleEmail,
  type Mapping,
  normaliseEmail,
  type SyncOptions,
} from '@goodfunds/shared';
import { applyMapping } from '../../crm/apply-mapping.ts';
import { IntegrationError } from '../../crm/integration-error.ts';
import type { Ids } from '../../runtime/runtime.ts';
import { createRowReader } from './contact-row.ts';
import { copyError, type DataverseClient } from './dataverse-client.ts';
import { derivedId } from './derived-id.ts';
import { findRows } from './find.ts';
import { type KnownContacts, loadKnownContacts } from './known-contacts.ts';
import { isGuid } from './odata.ts';
import { failed, skipped } from './outcomes.ts';
import type { Pacer } from './pace.ts';
import { planContact } from './plan.ts';
import { needsEmailSearch, planWave, type Wave, type Work } from './plan-wave.ts';
import { rowAfter } from './planned-row.ts';
import { settleWrite, withCredit } from './settle-write.ts';
import { convertValue } from './values.ts';
import { writeAll } from './write.ts';

export type SynchroniseInput = {
  contacts: readonly Contact[];
  options: SyncOptions;
  /** With the rows that matching needs. */
  mapping: Mapping;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  environmentId: string;
  origin: string;
  client: DataverseClient;
  pacer: Pacer;
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
  const { accountId, directory, dryRun } = input.options;
  let open = input.contacts.flatMap((contact) => prepare(contact, input, settle));
  if (open.length === 0) return;
  const known = await loadKnownContacts({
    accountId,
    environmentId: input.environmentId,
    directory,
    contacts: open.map(({ contact, email }) => ({ contactId: contact.id, email })),
  });
  const settleAndNote = (outcome: ContactOutcome): void => {
    if (outcome.crmContactId !== null && LINKING_OUTCOMES.has(outcome.reason ?? outcome.outcome)) {
      known.noteLink(outcome.contactId, outcome.crmContactId);
    }
    settle(outcome);
  };
  while (open.length > 0) {
    const wave = await plan(open, known, input, settleAndNote);
    const again = dryRun ? pretend(wave, known, settleAndNote) : await write(wave, input, settleAndNote);
    open = [...wave.heldBack, ...again];
  }
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
      mapped: applyMapping({ contact, mapping, fieldsByAttribute, convertValue }),
      externalId: isGuid(externalId) ? externalId : null,
      derivedId: derivedId({ accountId: options.accountId, environmentId, contactId: contact.id }),
      linkIsGone: false,
      ownRowExists: false,
      credit: { created: false, attributes: [] },
      conflicts: 0,
      matchedAfresh: false,
    },
  ];
}

async function plan(
  open: readonly Work[],
  known: KnownContacts,
  input: SynchroniseInput,
  settle: (outcome: ContactOutcome) => void,
): Promise<Wave> {
  const { client, origin, mapping, fieldsByAttribute, options } = input;
  const emails = open.filter((work) => needsEmailSearch(work, known.linkOf)).map(({ email }) => email);
  const inCrm = await findRows({
    client,
    origin,
    reader: createRowReader(Object.keys(mapping), fieldsByAttribute),
    ids: open.flatMap((work) => idsOf(work, known)),
    emails,
  });
  const found = known.withNotedRows(inCrm, emails);
  return planWave(open, found, {
    onAmbiguousMatch: options.onAmbiguousMatch,
    onDeletedInCrm: options.onDeletedInCrm,
    owners: await known.ownersOf(found),
    linkOf: known.linkOf,
    plan: ({ contact, derivedId: id, mapped }, match) =>
      planContact({
        contactId: contact.id,
        match,
        derivedId: id,
        mapped,
        mapping,
        strategy: options.strategy,
        fieldsByAttribute,
      }),
    onSettled: (work, { outcome }) => settle(withCredit(outcome, work)),
    onFailed: (work, failure) => settle(failed(work.contact.id, failure)),
  });
}

function idsOf(work: Work, known: KnownContacts): string[] {
  const linkedId = known.linkOf(work.contact.id);
  const ids = linkedId === null || work.linkIsGone ? [work.externalId] : [linkedId];
  return [...ids, work.ownRowExists ? work.derivedId : null].filter((id) => id !== null);
}

/** In a dry run every write succeeds, on paper. */
function pretend(wave: Wave, known: KnownContacts, settle: (outcome: ContactOutcome) => void): Work[] {
  for (const { write: planned } of wave.writes) {
    known.noteRow(rowAfter(planned));
    settle(planned.outcome);
  }
  return [];
}

async function write(
  wave: Wave,
  input: SynchroniseInput,
  settle: (outcome: ContactOutcome) => void,
): Promise<Work[]> {
  const report = await writeAll(
    wave.writes.map((planned) => planned.write),
    input,
  );
  const again = wave.writes.flatMap(({ work, write: planned }, index) => {
    const result = report.results[index];
    if (!result) return [];
    const settled = settleWrite(work, planned, result);
    if (settled === 'AGAIN') return [work];
    settle(withCredit(settled, work));
    return [];
  });
  if (report.stopped) throw report.stopped;
  return again;
}
