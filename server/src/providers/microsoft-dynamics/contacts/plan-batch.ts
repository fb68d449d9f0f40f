import { createHash } from 'node:crypto';
import {
  type Contact,
  type ContactOutcome,
  type CrmField,
  type Email,
  type Failure,
  type Mapping,
  normaliseEmail,
} from '@goodfunds/shared';
import type { MappedContact } from '../../../crm/apply-mapping.ts';
import { nameAgreement } from '../../../crm/names-agree.ts';
import type { EarlierAttempt, WriteItem } from '../writes/write-request.ts';
import { type MemoryContext, readMemory, withMemory } from './contact-memory.ts';
import { type Found, groupByEmail } from './find-contacts.ts';
import type { LinkIndex } from './link-index.ts';
import { type MatchingRules, type MatchQuery, matchContact, type Similar } from './match-contact.ts';
import { groupByMatchKey, type MatchKey } from './match-keys.ts';
import { failed, type Plan, planContact, unidentified } from './plan-contact.ts';
import { groupBySimilarity } from './similar-contacts.ts';
import { changesEmail, withoutTakenEmail } from './taken-email.ts';

/** A contact that has no outcome yet, and what has happened to it so far. */
export type ContactJob = {
  contact: Contact;
  /** `null` if there is no usable one. */
  email: Email | null;
  /** Computed on first use, because the CRM can be asked without it. */
  readonly mapped: MappedContact;
  /** Leaves out a value that the CRM has refused. */
  leaveOut: (attribute: string, refusal: Failure) => void;
  /** How many were left out. */
  readonly refusedValues: number;
  readonly derivedId: string;
  readonly matchKeys: readonly MatchKey[];
  /** Set if the contact is to be created without an e-mail. */
  similar: Similar | null;
  externalId: string | null;
  notCrmContactIds: ReadonlySet<string>;
  wantsNew: boolean;
  /** The linked row was not found, and a new one is wanted. */
  linkIsGone: boolean;
  /** Its new e-mail is searched for although it is linked, because others must not have it. */
  searchesEmail: boolean;
  /** Dataverse has answered that a row with the derived id exists. */
  ownRowExists: boolean;
  earlierAttempt: EarlierAttempt | null;
  /** How often the row changed between reading and writing. */
  conflicts: number;
  /** The row that was to be updated had been deleted, so it was matched again. */
  matchedAgain: boolean;
};

export type PlanContext = MemoryContext & {
  /** With the rows that matching needs. */
  mapping: Mapping;
  /** `null` if no contact is to be created without an e-mail. */
  postcodeAttribute: string | null;
  matchKeyFields: readonly CrmField[];
  /** Besides the primary one. */
  otherEmailAttributes: readonly string[];
};

export type BatchPlan = {
  /** Contacts that need no write. */
  outcomes: ContactOutcome[];
  writes: PlannedItem[];
  /** To be looked for again, once the writes are done. */
  heldBack: ContactJob[];
};

export type PlannedItem = Extract<Plan, { kind: 'WRITE' }> & WriteItem & { job: ContactJob };

/**
 * Matches and plans contacts one after the other. A contact whose e-mail or CRM contact has an unfinished write is
 * held back, so that nothing is planned on values that are about to change.
 */
export async function planBatch(
  jobs: readonly ContactJob[],
  found: Found,
  context: PlanContext,
): Promise<BatchPlan> {
  const { links, options } = context;
  const rules: MatchingRules = {
    ...options,
    owners: await links.ownersOf(found),
    byOtherEmail: byOtherEmail(jobs, found, context),
    rowsByMatchKey: groupByMatchKey(found.byId.values(), context.matchKeyFields),
    similarRows: groupBySimilarity(found.byId.values(), context.postcodeAttribute),
  };
  const batch: BatchPlan = { outcomes: [], writes: [], heldBack: [] };
  const busyEmails = new Set<Email | null>();
  const busySimilar = new Set<string | undefined>();
  const busyKeys = new Set<string>();
  const busyRows = new Set<string>();

  const resolve = (outcome: ContactOutcome): void => {
    // The contacts that follow must know it too.
    links.noteOutcome(outcome);
    batch.outcomes.push(outcome);
  };

  const markBusy = (job: ContactJob, { write, before }: Extract<Plan, { kind: 'WRITE' }>): void => {
    busyEmails.add(job.email);
    busySimilar.add(job.similar?.key);
    for (const { key } of job.matchKeys) busyKeys.add(key);
    busyRows.add(write.id);
    if (before) busyEmails.add(normaliseEmail(before.email));
  };

  for (const job of inMatchingOrder(jobs, [found.byEmail, rules.byOtherEmail], links)) {
    const refusal = refusalOf(job, found);
    if (refusal) {
      resolve(failed(job.contact.id, refusal));
      continue;
    }
    const isBusy =
      (job.email !== null && busyEmails.has(job.email)) ||
      (job.similar !== null && busySimilar.has(job.similar.key)) ||
      job.matchKeys.some(({ key }) => busyKeys.has(key)) ||
      isUnread(job, found, links);
    if (isBusy || awaitsEmailSearch(job, found, context)) {
      batch.heldBack.push(job);
      continue;
    }
    const match = matchContact(matchQuery(job, links), found, rules);
    if (match.kind === 'FOUND' && busyRows.has(match.row.id)) {
      batch.heldBack.push(job);
      continue;
    }
    if (match.kind === 'NO_EMAIL') {
      resolve(unidentified(job.contact));
      continue;
    }
    const memory = readMemory(job, match.kind === 'FOUND' ? match.row : null, context);
    const wanted = planContact({
      contactId: job.contact.id,
      match,
      derivedId: job.derivedId,
      mapped: job.mapped,
      mapping: context.mapping,
      strategy: options.strategy,
      onEditConflict: options.uncertainContactIds?.has(job.contact.id) ? 'CRM' : options.onEditConflict,
      onRefusedValue: options.onRefusedValue,
      fieldsByAttribute: context.fieldsByAttribute,
      memory,
      ownUserId: context.ownUserId,
      earlierAttempt: job.earlierAttempt,
    });
    if (wanted.kind === 'WRITE' && changesEmail(wanted, job.email) && !isEmailSearched(job, links)) {
      job.searchesEmail = true;
      batch.heldBack.push(job);
      markBusy(job, wanted);
      continue;
    }
    const plan = withMemory(withoutTakenEmail(wanted, job.email, found), memory, job.mapped, context);
    if (plan.kind === 'RESOLVED') {
      resolve({ ...plan.outcome, ...candidatesVersion(plan.outcome, found) });
    } else if (plan.write.kind === 'CREATE' && job.ownRowExists) {
      resolve(failed(job.contact.id, { code: 'ID_TAKEN', params: { crmContactId: plan.write.id } }));
    } else {
      batch.writes.push({ ...plan, job });
      markBusy(job, plan);
    }
  }
  return batch;
}

/** The CRM contact that the link names, unless that was not found. */
export function currentLink(job: ContactJob, { linkOf }: LinkIndex): string | null {
  return job.linkIsGone ? null : linkOf(job.contact.id);
}

/** A linked contact is found by its link alone. */
export function isEmailSearched(job: ContactJob, links: LinkIndex): boolean {
  return job.searchesEmail || currentLink(job, links) === null;
}

function byOtherEmail(
  jobs: readonly ContactJob[],
  { byId }: Found,
  { otherEmailAttributes }: PlanContext,
): Found['byEmail'] {
  if (otherEmailAttributes.length === 0) return new Map();
  const emails = jobs.flatMap(({ email }) => email ?? []);
  return groupByEmail(byId, emails, ({ values }) =>
    otherEmailAttributes.map((attribute) => values[attribute]),
  );
}

/**
 * Linked contacts first, then by how well the name agrees with a row with their e-mail: of a couple that shares an
 * address, the one whose row it is must not find it taken by the other.
 */
function inMatchingOrder(
  jobs: readonly ContactJob[],
  rowsByEmail: readonly Found['byEmail'][],
  { linkOf }: LinkIndex,
): ContactJob[] {
  const rank = (job: ContactJob): number => {
    if (linkOf(job.contact.id) !== null) return Number.MAX_SAFE_INTEGER;
    const { email } = job;
    const rows = email === null ? [] : rowsByEmail.flatMap((byEmail) => byEmail.get(email) ?? []);
    return Math.max(0, ...rows.map((row) => nameAgreement(job.contact, row)));
  };
  return jobs
    .map((job) => ({ job, rank: rank(job) }))
    .sort((left, right) => right.rank - left.rank)
    .map(({ job }) => job);
}

/** Why Dataverse cannot be asked for a value of the contact. */
function refusalOf({ email, similar, matchKeys }: ContactJob, { refused }: Found): Failure | undefined {
  if (refused.size === 0) return undefined;
  const values = [email ?? similar?.postcode ?? '', ...matchKeys.map(({ value }) => value)];
  return refused.get(values.find((value) => refused.has(value)) ?? '');
}

/** Whether the find ended before it had read all that this contact can match. */
function isUnread(job: ContactJob, { unread }: Found, { linkOf }: LinkIndex): boolean {
  if (unread.size === 0) return false;
  const values = [job.email, job.similar?.postcode, linkOf(job.contact.id), job.externalId, job.derivedId];
  return [...values, ...job.matchKeys.map(({ value }) => value)].some(
    (value) => typeof value === 'string' && unread.has(value),
  );
}

/** Whether the linked row was deleted and a new one is wanted, so that the e-mail must now be searched for. */
function awaitsEmailSearch(job: ContactJob, found: Found, { links, options }: PlanContext): boolean {
  const linkedId = links.linkOf(job.contact.id);
  const isGone = linkedId !== null && !job.linkIsGone && !found.byId.has(linkedId);
  if (!isGone || options.onDeletedInCrm !== 'RECREATE') return false;
  job.linkIsGone = true;
  return true;
}

function matchQuery(job: ContactJob, { linkOf }: LinkIndex): MatchQuery {
  return {
    contactId: job.contact.id,
    email: job.email,
    firstName: job.contact.firstName,
    lastName: job.contact.lastName,
    linkedId: linkOf(job.contact.id),
    similar: job.similar,
    matchKeys: job.matchKeys,
    externalId: job.externalId,
    derivedId: job.derivedId,
    notCrmContactIds: job.notCrmContactIds,
    wantsNew: job.wantsNew,
  };
}

/** Changes with what a person would see of the candidates. */
function candidatesVersion(
  { candidates }: ContactOutcome,
  { byId }: Found,
): Pick<ContactOutcome, 'candidatesVersion'> {
  if (candidates.length === 0) return {};
  const seen = candidates.toSorted().map((id) => {
    const row = byId.get(id);
    return [id, row?.email, row?.firstName, row?.lastName, row?.active];
  });
  return { candidatesVersion: createHash('sha256').update(JSON.stringify(seen)).digest('base64url') };
}
