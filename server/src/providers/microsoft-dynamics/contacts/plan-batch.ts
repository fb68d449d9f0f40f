import type { Contact, Email, Failure } from '@goodfunds/shared';
import { normaliseEmail } from '@goodfunds/shared';
import type { MappedContact } from '../../../crm/apply-mapping.ts';
import type { PlannedWrite } from '../writes/write-request.ts';
import type { Found } from './find-contacts.ts';
import { type Match, type MatchingRules, matchContact, namesAgree, type Seeker } from './match-contact.ts';
import type { Plan } from './plan-contact.ts';

/** A contact on its way, with what has happened to it so far. */
export type Work = {
  contact: Contact;
  email: Email;
  /** Computed once, when first asked for, because the CRM can be asked without. */
  mapped: () => MappedContact;
  derivedId: () => string;
  externalId: string | null;
  /** The linked row was not found, and a new one is wanted. */
  linkIsGone: boolean;
  /** Dataverse says that a row with the derived id is there. */
  ownRowExists: boolean;
  /** It may be there: a request to create it was lost, or one of many in a request is there. */
  ownRowMayExist: boolean;
  /** An earlier, lost try may have done this already. */
  credit: { created: boolean; attributes: readonly string[] };
  /** How often the row changed between reading and writing. */
  conflicts: number;
  matchedAfresh: boolean;
};

export type WaveRules = MatchingRules & {
  linkOf: (contactId: string) => string | null;
  plan(work: Work, match: Match): Plan;
  /** Called for each contact that needs no write, as soon as that is known, so that the next one knows it too. */
  onSettled(work: Work, plan: Extract<Plan, { kind: 'SETTLED' }>): void;
  onFailed(work: Work, failure: Failure): void;
};

/** E-mails and CRM contacts with an unfinished write. */
export type Busy = { emails: Set<string>; rows: Set<string> };

export type PlannedSlice = {
  writes: { work: Work; write: PlannedWrite }[];
  /** To be looked for again once the writes of the wave are done. */
  heldBack: Work[];
};

/**
 * Matches and plans contacts one after the other. An e-mail or a CRM contact with an unfinished write is not
 * looked at again before that write is done, so that nobody is planned upon what is about to change. What is
 * planned here is noted in `busy`, for the slices that follow.
 */
export function planSlice(works: readonly Work[], found: Found, busy: Busy, rules: WaveRules): PlannedSlice {
  const wave: PlannedSlice = { writes: [], heldBack: [] };
  const { emails: busyEmails, rows: busyRows } = busy;

  for (const work of inMatchingOrder(works, found, rules)) {
    const refusal = found.refused.get(work.email);
    if (refusal) {
      rules.onFailed(work, refusal);
      continue;
    }
    if (busyEmails.has(work.email) || awaitsEmailSearch(work, found, rules)) {
      wave.heldBack.push(work);
      continue;
    }
    const match = matchContact(seekerFor(work, rules), found, rules);
    if (match.kind === 'FOUND' && busyRows.has(match.row.id)) {
      wave.heldBack.push(work);
      continue;
    }
    const plan = rules.plan(work, match);
    if (plan.kind === 'SETTLED') {
      rules.onSettled(work, plan);
      continue;
    }
    if (plan.kind === 'CREATE' && work.ownRowExists) {
      rules.onFailed(work, { code: 'ID_TAKEN', params: { crmContactId: plan.id } });
      continue;
    }
    wave.writes.push({ work, write: plan });
    busyEmails.add(work.email);
    if (plan.kind === 'CREATE') {
      busyRows.add(plan.id);
    } else {
      busyRows.add(plan.row.id);
      busyEmails.add(normaliseEmail(plan.row.email) ?? '');
    }
  }
  return wave;
}

/** Whether the e-mail has to be searched for: not, as long as a link says who it is. */
export function needsEmailSearch(work: Work, linkOf: WaveRules['linkOf']): boolean {
  return linkOf(work.contact.id) === null || work.linkIsGone;
}

/**
 * Whoever has a link goes first, then whoever has the name of a row with the e-mail: of a couple that shares an
 * address, the one whose row it is must not find it taken by the other.
 */
function inMatchingOrder(works: readonly Work[], found: Found, { linkOf }: WaveRules): Work[] {
  const rank = (work: Work): number => {
    if (linkOf(work.contact.id) !== null) return 0;
    const rows = found.byEmail.get(work.email) ?? [];
    return rows.some((row) => namesAgree(work.contact, row)) ? 1 : 2;
  };
  return works
    .map((work) => ({ work, rank: rank(work) }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ work }) => work);
}

/** A link that leads nowhere, where a new row is wanted: only now the e-mail has to be asked for. */
function awaitsEmailSearch(work: Work, found: Found, { linkOf, onDeletedInCrm }: WaveRules): boolean {
  const linkedId = linkOf(work.contact.id);
  if (linkedId === null || work.linkIsGone || onDeletedInCrm !== 'RECREATE' || found.byId.has(linkedId))
    return false;
  work.linkIsGone = true;
  return true;
}

function seekerFor(work: Work, { linkOf }: WaveRules): Seeker {
  return {
    contactId: work.contact.id,
    email: work.email,
    firstName: work.contact.firstName,
    lastName: work.contact.lastName,
    linkedId: linkOf(work.contact.id),
    externalId: work.externalId,
    derivedId: work.derivedId(),
  };
}
