import { UseCaseError } from '../runtime/use-case-error.ts';

/** The number inside a cursor of ours; `null` for the first page. */
export function numberCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,15}$/.test(cursor)) throw new UseCaseError('BAD_REQUEST', { path: 'cursor' });
  return Number(cursor);
}
