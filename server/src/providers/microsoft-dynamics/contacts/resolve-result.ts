import type { ContactOutcome } from '@goodfunds/shared';
import type { WriteResult } from '../writes/write-request.ts';
import type { PlannedItem } from './plan-batch.ts';
import { failed } from './plan-contact.ts';

/**
 * Returns the contact's outcome after a write, or `AGAIN` if the contact must be found and merged again; the reason is
 * noted in the job. The number of repetitions is bounded.
 */
export function resolveResult(
  { job, write, outcome }: PlannedItem,
  result: WriteResult,
): ContactOutcome | 'AGAIN' {
  const details = write.kind === 'UPDATE' ? { crmContactId: write.id } : {};
  switch (result.kind) {
    case 'WRITTEN':
      return outcome;
    case 'REFUSED':
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

const MAX_MERGES_AGAIN = 2;
const EDIT_CONFLICT = { code: 'EDIT_CONFLICT', params: {} } as const;
