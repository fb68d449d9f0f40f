import type { ContactOutcome } from '@goodfunds/shared';

/** How far a drain goes at a time. */
export type Stride = {
  /** Batches on their way at the same time. */
  readonly atOnce: number;
  /** After so many batches others get their turn. */
  readonly aSlice: number;
};

/**
 * While contacts are written, the batch after the next is looked for already, and none further ahead: what was
 * found long ago may have changed by the time it is written.
 */
export const WRITING: Stride = { atOnce: 3, aSlice: 10 };

/** Where nothing needs a write nothing can go stale, and a batch takes a tenth of the time. */
export const LOOKING: Stride = { atOnce: 12, aSlice: 60 };

/** How to go on after a batch that ended like this. */
export function strideAfter(outcomes: readonly ContactOutcome[]): Stride {
  const written = outcomes.filter(({ outcome }) => MAYBE_WRITTEN.has(outcome)).length;
  return written * FEW < outcomes.length ? LOOKING : WRITING;
}

/** A failed contact may be one that the CRM has refused to write. */
const MAYBE_WRITTEN: ReadonlySet<ContactOutcome['outcome']> = new Set(['CREATED', 'UPDATED', 'FAILED']);

/** Fewer than one in so many is nearly nothing. */
const FEW = 20;
