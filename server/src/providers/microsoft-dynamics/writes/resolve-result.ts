import type { ContactOutcome } from '@goodfunds/shared';
import { failed } from '../contacts/outcomes.ts';
import type { Work } from '../contacts/plan-batch.ts';
import type { PlannedWrite, SettledResult } from './write-request.ts';

/**
 * What the result of a write means for its contact: an outcome, or that it has to be looked for and merged again,
 * which the work then remembers. Every way round is bounded.
 */
export function settleWrite(
  work: Work,
  write: PlannedWrite,
  result: SettledResult,
): ContactOutcome | 'AGAIN' {
  const { contact } = work;
  const about = write.kind === 'UPDATE' ? { crmContactId: write.row.id } : {};
  switch (result.kind) {
    case 'WRITTEN':
      return write.outcome;
    case 'REFUSED':
      return failed(contact.id, result.failure, about);
    case 'EXISTS':
      work.ownRowExists = true;
      if (result.repeated) giveCredit(work, write, true);
      return 'AGAIN';
    case 'IN_DOUBT':
      work.ownRowMayExist = true;
      if (result.repeated) giveCredit(work, write, true);
      return 'AGAIN';
    case 'CHANGED_MEANWHILE':
      work.conflicts += 1;
      if (result.repeated) giveCredit(work, write, work.credit.created);
      return work.conflicts > MAX_MERGES_AGAIN ? failed(contact.id, EDIT_CONFLICT, about) : 'AGAIN';
    case 'GONE':
      if (work.matchedAfresh) return failed(contact.id, EDIT_CONFLICT, about);
      work.matchedAfresh = true;
      work.ownRowExists = false;
      return 'AGAIN';
  }
}

/** What a lost try has done is told as done, although a later look finds nothing left to do. */
export function withCredit(outcome: ContactOutcome, { credit, derivedId }: Work): ContactOutcome {
  if (!credit.created && credit.attributes.length === 0) return outcome;
  // A row of another id that was found meanwhile is not the one that may have been created.
  if (credit.created && outcome.crmContactId !== derivedId()) return outcome;
  const isDone =
    outcome.outcome === 'UNCHANGED' || outcome.outcome === 'UPDATED' || outcome.reason === 'EXISTING_CONTACT';
  if (!isDone) return outcome;
  return {
    ...outcome,
    outcome: credit.created ? 'CREATED' : 'UPDATED',
    reason: null,
    changedAttributes: [...new Set([...credit.attributes, ...outcome.changedAttributes])],
  };
}

const MAX_MERGES_AGAIN = 2;
const EDIT_CONFLICT = { code: 'EDIT_CONFLICT', params: {} } as const;

function giveCredit(work: Work, write: PlannedWrite, created: boolean): void {
  const attributes = new Set([...work.credit.attributes, ...write.outcome.changedAttributes]);
  work.credit = { created, attributes: [...attributes] };
}
