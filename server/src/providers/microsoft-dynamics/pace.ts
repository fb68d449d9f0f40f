import type { BatchReport } from './batch.ts';

/** How many contacts travel in one write batch, and how many batches at a time. */
export type Pace = { size: number; parallel: number };

export type PaceEvent = ({ kind: 'ANSWERED' } & Omit<BatchReport, 'operation'>) | { kind: 'OVERLOADED' };

/** Keeps the pace of one environment, from batch to batch and from call to call. */
export type Pacer = { pace(): Pace; note(event: PaceEvent): void };

export function createPacer(): Pacer {
  let pace = INITIAL_PACE;
  return {
    pace: () => pace,
    note: (event) => {
      pace = nextPace(pace, event);
    },
  };
}

/** Of this size, a thousand contacts are few enough requests even if none of them grows. */
export const INITIAL_PACE: Pace = { size: 100, parallel: 4 };

/**
 * The size of batches that brings so many contacts in with all batches of a round equally long, so that nobody
 * waits for one last big batch, nor a slot for work.
 */
export function shareOf(contacts: number, { size, parallel }: Pace): number {
  const rounds = Math.max(1, Math.ceil(contacts / (size * parallel) - 0.5));
  const even = Math.ceil(contacts / (rounds * parallel));
  // Somewhat bigger batches are better than one more round for a few.
  const most = Math.min(Math.floor(size * 1.5), SIZE.most);
  return Math.min(most, Math.max(Math.min(SMALLEST_SHARE, size), even));
}

export function isSamePace(left: Pace, right: Pace): boolean {
  return left.size === right.size && left.parallel === right.parallel;
}

/** Smaller ones would cost more requests than they save time. */
const SMALLEST_SHARE = 80;

/**
 * The pace after a batch: more while the server answers quickly, less when it takes long, half when it is
 * overloaded. Dataverse works a batch off one by one, so size costs time; and it counts time, so haste is
 * throttled (reference, section 9).
 */
export function nextPace(pace: Pace, event: PaceEvent): Pace {
  if (event.kind === 'OVERLOADED') {
    return { size: clamp(pace.size / 2, SIZE), parallel: clamp(pace.parallel / 2, PARALLEL) };
  }
  const parallel = clamp(Math.min(pace.parallel + 1, event.dopHint ?? PARALLEL_WITHOUT_HINT), PARALLEL);
  if (event.durationMs > SLOW_MS) return { size: clamp(event.parts / 2, SIZE), parallel };
  // A batch that was far from full says nothing about a bigger one.
  const isFull = event.parts >= pace.size * 0.75;
  return { size: event.durationMs < QUICK_MS && isFull ? clamp(pace.size * 1.5, SIZE) : pace.size, parallel };
}

const SIZE = { least: 10, most: 250 } as const;
const PARALLEL = { least: 1, most: 8 } as const;
/** Twenty minutes of execution time in five minutes are four requests at a time (reference, section 9). */
const PARALLEL_WITHOUT_HINT = 4;
const QUICK_MS = 10_000;
const SLOW_MS = 40_000;

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.max(least, Math.min(most, Math.floor(value)));
}
