import type { Review, ReviewDetails } from '@goodfunds/shared';

/** A CRM contact that the contact could be. */
export type Candidate = {
  crmContactId: string;
  /** As it is in the CRM now; `null` if that is not known. */
  live: ReviewDetails['candidates'][number] | null;
  isGone: boolean;
};

/** In the stored order, so that their numbers stay. */
export function candidatesOf(review: Review, details: ReviewDetails | undefined): Candidate[] {
  const live = new Map(details?.candidates.map((candidate) => [candidate.crmContactId, candidate]));
  return review.candidates.map((crmContactId) => {
    const found = live.get(crmContactId) ?? null;
    return { crmContactId, live: found, isGone: details !== undefined && found === null };
  });
}

/** The candidate that "same person" means: the chosen one, or the only one. */
export function chosenCandidate(candidates: readonly Candidate[], chosenId: string | null): Candidate | null {
  const possible = candidates.filter(({ isGone }) => !isGone);
  if (possible.length === 1) return possible[0] ?? null;
  return possible.find(({ crmContactId }) => crmContactId === chosenId) ?? null;
}
