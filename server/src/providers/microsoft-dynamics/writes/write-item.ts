import type { Work } from '../contacts/plan-batch.ts';
import type { PlannedWrite } from './write-request.ts';

/** A planned write on its way. */
export type WriteItem = {
  work: Work;
  write: PlannedWrite;
  /** A request with it was sent whose end is not known, so that what is met later may be its doing. */
  mayHaveRun: boolean;
};

/** Pieces of at most so many, of equal size. */
export function inPieces<Item>(items: readonly Item[], most: number): Item[][] {
  const pieces = Math.ceil(items.length / most);
  const size = Math.ceil(items.length / pieces);
  return Array.from({ length: pieces }, (_, piece) => items.slice(piece * size, (piece + 1) * size));
}
