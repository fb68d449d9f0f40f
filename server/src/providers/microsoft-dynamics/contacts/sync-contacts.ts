import { setImmediate } from 'node:timers/promises';
import {
  type Contact,
  type ContactOutcome,
  type Failure,
  type IdentityDecision,
  isPossibleEmail,
  normaliseEmail,
} from '@goodfunds/shared';
import { applyMapping } from '../../../crm/apply-mapping.ts';
import { IntegrationError } from '../../../crm/integration-error.ts';
import { keptIn } from '../../../crm/merge-contact-attributes.ts';
import { createMemories } from '../../../crm/value-memory.ts';
import { convertValue } from '../values/convert.ts';
import { copyError } from '../web-api/errors.ts';
import { isGuid } from '../web-api/odata.ts';
import type { PlannedWrite, WriteResult } from '../writes/write-request.ts';
import { runWrites, type WriteContext, type Written } from '../writes/write-scheduler.ts';
import { type ContactRow, createRowReader } from './contact-row.ts';
import { type FindContext, type Found, findContacts, groupByEmail } from './find-contacts.ts';
import { queriesFor } from './find-query.ts';
import { derivedId, loadLinkIndex } from './link-index.ts';
import { findMatchKeyFields, matchKeysOf } from './match-keys.ts';
import {
  type ContactJob,
  currentLink,
  isEmailSearched,
  type PlanContext,
  type PlannedItem,
  planBatch,
} from './plan-batch.ts';
import { failed, rowAfter, unidentified } from './plan-contact.ts';
import { findPostcodeAttribute, similarityKey } from './similar-contacts.ts';

export type SyncContext = WriteContext &
  Omit<
    PlanContext,
    'links' | 'memories' | 'postcodeAttribute' | 'matchKeyFields' | 'otherEmailAttributes'
  > & {
    environmentId: string;
  };

type PassContext = WriteContext &
  PlanContext &
  FindContext & {
    /** Rows as a dry run would have left them, by id. */
    dryRows: Map<string, ContactRow>;
  };

/**
 * Brings contacts into the CRM in passes: find, match, plan, write, and again for those that had to wait for
 * another's write or whose row changed meanwhile. Rejects with the outcomes reached until then.
 */
export async function syncContacts(
  contacts: readonly Contact[],
  context: SyncContext,
): Promise<ContactOutcome[]> {
  const { accountId, directory, dryRun, onNoEmail, matchEmailAttributes } = context.options;
  const outcomes = new Map<string, ContactOutcome>();
  const record = (reached: readonly ContactOutcome[]): void => {
    for (const outcome of reached) {
      const done = dryRun ? outcome : { ...outcome, changes: [], ...keptIn(outcome.changes) };
      outcomes.set(outcome.contactId, done);
    }
  };
  try {
    const ids = contacts.map(({ id }) => id);
    const decisions = await directory.decisionsOf(context.environmentId, ids);
    const postcodeAttribute =
      onNoEmail === 'CREATE' ? findPostcodeAttribute(context.mapping, context.fieldsByAttribute) : null;
    const matchKeyFields = findMatchKeyFields(context.mapping, context.fieldsByAttribute);
    const jobs = contacts.map((contact) =>
      createJob(contact, decisions.get(contact.id), { ...context, postcodeAttribute, matchKeyFields }),
    );
    const links = await loadLinkIndex({ accountId, environmentId: context.environmentId, directory, jobs });
    const otherEmailAttributes = matchEmailAttributes.filter(
      (attribute) => attribute !== 'emailaddress1' && context.fieldsByAttribute.has(attribute),
    );
    const attributes = [
      ...Object.keys(context.mapping),
      ...otherEmailAttributes,
      postcodeAttribute ?? [],
    ].flat();
    const reader = createRowReader(attributes, context.fieldsByAttribute);
    const passContext: PassContext = {
      ...context,
      postcodeAttribute,
      matchKeyFields,
      otherEmailAttributes,
      links,
      memories: createMemories(context.options.memoryKey),
      reader,
      dryRows: new Map(),
    };
    const isFindable = (job: ContactJob): boolean =>
      job.wantsNew ||
      job.matchKeys.length > 0 ||
      (currentLink(job, links) ?? job.externalId ?? job.email ?? job.similar) !== null;
    record(jobs.filter((job) => !isFindable(job)).map(({ contact }) => unidentified(contact)));
    for (let open = jobs.filter(isFindable); open.length > 0; ) {
      const pass = await syncPass(open, passContext);
      record(pass.outcomes);
      if (pass.stopped) throw pass.stopped;
      open = pass.again;
    }
  } catch (error) {
    throw error instanceof IntegrationError ? copyError(error, { resolved: [...outcomes.values()] }) : error;
  }
  return contacts.map(({ id }) => {
    const outcome = outcomes.get(id);
    if (!outcome) throw new Error('a contact went through all passes without an outcome');
    return outcome;
  });
}

function createJob(
  contact: Contact,
  { notCrmContactIds, wantsNew }: IdentityDecision = NOTHING_DECIDED,
  context: SyncContext & Pick<PlanContext, 'postcodeAttribute' | 'matchKeyFields'>,
): ContactJob {
  const { mapping, fieldsByAttribute, environmentId, options, postcodeAttribute, matchKeyFields } = context;
  const { accountId } = options;
  const normalised = normaliseEmail(contact.email);
  const email = normalised !== null && isPossibleEmail(normalised) ? normalised : null;
  const postcode = contact.address?.postcode?.trim();
  const isCompared = email === null && postcodeAttribute !== null && !wantsNew;
  const similarKey = isCompared ? similarityKey(contact, postcode) : null;
  const externalId = contact.externalId?.trim().toLowerCase() ?? '';
  const refused = new Map<string, Failure>();
  let mapped: ContactJob['mapped'] | undefined;
  let ownId: string | undefined;
  return {
    contact,
    email,
    similar: similarKey === null || postcode === undefined ? null : { key: similarKey, postcode },
    get mapped() {
      mapped ??= applyMapping({ contact, mapping, fieldsByAttribute, convertValue, refused });
      return mapped;
    },
    leaveOut: (attribute, refusal) => {
      refused.set(attribute, refusal);
      mapped = undefined;
    },
    get refusedValues() {
      return refused.size;
    },
    get matchKeys() {
      return matchKeyFields.length === 0 ? [] : matchKeysOf(this.mapped.values, matchKeyFields);
    },
    get derivedId() {
      ownId ??= derivedId({ accountId, environmentId, contactId: contact.id, notCrmContactIds });
      return ownId;
    },
    externalId: isGuid(externalId) && !notCrmContactIds.includes(externalId) ? externalId : null,
    notCrmContactIds: new Set(notCrmContactIds),
    wantsNew,
    linkIsGone: false,
    searchesEmail: false,
    ownRowExists: false,
    earlierAttempt: null,
    conflicts: 0,
    matchedAgain: false,
  };
}

const NOTHING_DECIDED: IdentityDecision = { notCrmContactIds: [], wantsNew: false };

type Pass = {
  outcomes: ContactOutcome[];
  /** Held back by another's write, or changed meanwhile. */
  again: ContactJob[];
  stopped: IntegrationError | null;
};

async function syncPass(jobs: readonly ContactJob[], context: PassContext): Promise<Pass> {
  const { links, options } = context;
  const [finding, preparing] = await Promise.allSettled([findJobs(jobs, context), prepare(jobs, context)]);
  if (finding.status === 'rejected') throw finding.reason;
  if (preparing.status === 'rejected') throw preparing.reason;
  const found = finding.value;
  const { outcomes, writes, heldBack: again } = await planBatch(jobs, found, context);
  const findStopped = mustStop(found, again.length === jobs.length, context);

  const { results, stopped } = options.dryRun
    ? pretendToWrite(writes, context)
    : await runWrites(writes, context);
  for (const item of writes) {
    const result = results.get(item);
    if (!result) continue;
    const outcome = resolveResult(item, result, options);
    if (outcome === 'AGAIN') {
      again.push(item.job);
    } else {
      links.noteOutcome(outcome);
      outcomes.push(outcome);
    }
  }
  return { outcomes, again, stopped: stopped ?? findStopped };
}

/** A find that has reached a bound is continued by the next pass, or by the next call once the time of this one is over. */
function mustStop(
  { stopped }: Found,
  hasNoProgress: boolean,
  { client }: PassContext,
): IntegrationError | null {
  if (!stopped || hasNoProgress) return stopped;
  return client.canRetry() ? null : copyError(stopped, { retryAfterMs: NEXT_CALL_MS });
}

const NEXT_CALL_MS = 1_000;

async function findJobs(jobs: readonly ContactJob[], context: PassContext): Promise<Found> {
  const { links, dryRows, postcodeAttribute, matchKeyFields, otherEmailAttributes } = context;
  const unlinked = jobs.filter((job) => currentLink(job, links) === null);
  const emails = jobs.filter((job) => isEmailSearched(job, links)).flatMap(({ email }) => email ?? []);
  const ids = jobs.flatMap((job) => {
    const linkedId = currentLink(job, links);
    // A search by e-mail would find the own row too.
    const isSearchedByIdOnly =
      job.email === null &&
      linkedId === null &&
      ((job.externalId ?? job.similar) !== null || job.matchKeys.length > 0);
    const isOwnRowPossible =
      isSearchedByIdOnly ||
      job.ownRowExists ||
      (job.earlierAttempt !== null && job.earlierAttempt.crmContactId === job.derivedId);
    return [linkedId ?? job.externalId, isOwnRowPossible ? job.derivedId : null].filter((id) => id !== null);
  });
  const postcodes = unlinked.flatMap(({ similar }) => similar?.postcode ?? []);
  const keyQueries = matchKeyFields.flatMap((field) => {
    const keys = unlinked.flatMap(({ mapped }) => matchKeysOf(mapped.values, [field]));
    return queriesFor(
      field.attribute,
      keys.map(({ value }) => value),
    );
  });
  const further = [
    ...keyQueries,
    ...otherEmailAttributes.flatMap((attribute) => queriesFor(attribute, emails)),
    ...(postcodeAttribute === null ? [] : queriesFor(postcodeAttribute, postcodes)),
  ];
  const found = await findContacts({ ids, emails, further }, context);
  await findOwnRows(jobs, found, context);
  if (dryRows.size === 0) return found;
  const byId = new Map([...found.byId, ...dryRows]);
  return { ...found, byId, byEmail: groupByEmail(byId, emails) };
}

/** Where not all rows with a contact's e-mail are read, its own row is looked for by its id. */
async function findOwnRows(jobs: readonly ContactJob[], found: Found, context: PassContext): Promise<void> {
  if (found.crowded.size === 0) return;
  const ids = jobs
    .filter(({ email }) => email !== null && found.crowded.has(email))
    .map(({ derivedId }) => derivedId);
  const own = await findContacts({ ids, emails: [] }, context);
  for (const [id, row] of own.byId) found.byId.set(id, row);
  for (const id of own.unread) found.unread.add(id);
  found.stopped ??= own.stopped;
}

/** Computes what planning needs while the CRM is asked, in portions that let requests leave in between. */
async function prepare(jobs: readonly ContactJob[], { links }: PassContext): Promise<void> {
  for (const [index, job] of jobs.entries()) {
    if (index % PREPARED_AT_ONCE === 0) await setImmediate();
    void job.mapped;
  }
  await links.prefetchOwners();
}

const PREPARED_AT_ONCE = 50;

/** In a dry run every write succeeds, on paper, once all are planned. */
function pretendToWrite(writes: readonly PlannedItem[], { dryRows }: PassContext): Written {
  for (const item of writes) dryRows.set(item.write.id, rowAfter(item));
  return { results: new Map(writes.map((item) => [item, { kind: 'WRITTEN' }])), stopped: null };
}

/**
 * Returns the contact's outcome after a write, or `AGAIN` if the contact must be found and merged again; the reason is
 * noted in the job. The number of repetitions is bounded.
 */
function resolveResult(
  { job, write, outcome }: PlannedItem,
  result: WriteResult,
  { onRefusedValue }: SyncContext['options'],
): ContactOutcome | 'AGAIN' {
  const details = write.kind === 'UPDATE' ? { crmContactId: write.id } : {};
  switch (result.kind) {
    case 'WRITTEN':
      return outcome;
    case 'REFUSED':
      if (onRefusedValue === 'LEAVE_OUT' && leaveOut(job, write, result.failure)) return 'AGAIN';
      return failed(job.contact.id, result.failure, details);
    case 'EXISTS':
      job.ownRowExists = true;
      return 'AGAIN';
    case 'IN_DOUBT':
      return 'AGAIN';
    case 'CHANGED_MEANWHILE':
      job.conflicts += 1;
      return job.conflicts > MAX_MERGES_AGAIN ? failed(job.contact.id, EDIT_CONFLICT, details) : 'AGAIN';
    case 'GONE':
      if (job.matchedAgain) return failed(job.contact.id, EDIT_CONFLICT, details);
      job.matchedAgain = true;
      job.ownRowExists = false;
      return 'AGAIN';
  }
}

/** Whether the CRM has named one of our values. Nothing of a refused write is carried out, so it can be repeated without. */
function leaveOut(job: ContactJob, { values }: PlannedWrite, failure: Failure): boolean {
  const { attribute } = failure.params;
  const isNamed = typeof attribute === 'string' && Object.hasOwn(values, attribute);
  if (!isNamed || job.refusedValues >= MAX_REFUSED_VALUES) return false;
  job.leaveOut(attribute, failure);
  return true;
}

const MAX_REFUSED_VALUES = 5;
const MAX_MERGES_AGAIN = 2;
const EDIT_CONFLICT = { code: 'EDIT_CONFLICT', params: {} } as const;
