import type { StatusCheck } from '@goodfunds/shared';

export type CheckLine = { id: string; check: StatusCheck | null };

/** The checks that a provider is known to make, in order, with their results as far as they have come. */
export function checkLines(known: readonly string[], ended: readonly StatusCheck[]): CheckLine[] {
  const byId = new Map(ended.map((check) => [check.id, check]));
  const unknown = ended.map(({ id }) => id).filter((id) => !known.includes(id));
  return [...known, ...unknown].map((id) => ({ id, check: byId.get(id) ?? null }));
}

/** A check that was not made because one before it failed says nothing new; one that could not be made does. */
export function isFollowUp(check: StatusCheck): boolean {
  return check.status === 'SKIPPED' && check.code !== 'NOT_VERIFIABLE';
}

/** `READ_CONTACTS` as `Read contacts`, for the checks of providers that this panel has no words for. */
export function readableId(id: string): string {
  const words = id.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
