import type { ReviewDecision } from '@goodfunds/shared';

/** What a key means while the focus is on the reviews. */
export type ReviewCommand =
  | { kind: 'MOVE'; by: 1 | -1 }
  | { kind: 'CHOOSE'; index: number }
  | { kind: 'DECIDE'; decision: ReviewDecision };

/** The keys of the decisions, as shown on the buttons. */
export const DECISION_KEYS: Record<ReviewDecision, string> = {
  SAME_PERSON: 'S',
  NEW_CONTACT: 'N',
  IGNORE: 'I',
};

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'repeat'>;

/** `null` for keys without a meaning. A key that is held down moves, but decides nothing. */
export function reviewCommand(
  event: PressedKey,
  target: { closest: (selector: string) => unknown; matches: (selector: string) => boolean },
): ReviewCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if (target.closest('input, textarea, select')) return null;
  const key = event.key.toUpperCase();
  const isRow = target.matches('.gfc-review-row');
  if (key === 'J' || (isRow && event.key === 'ArrowDown')) return { kind: 'MOVE', by: 1 };
  if (key === 'K' || (isRow && event.key === 'ArrowUp')) return { kind: 'MOVE', by: -1 };
  if (event.repeat) return null;
  if (/^[1-9]$/.test(key)) return { kind: 'CHOOSE', index: Number(key) - 1 };
  if (isRow && event.key === 'Enter') return { kind: 'DECIDE', decision: 'SAME_PERSON' };
  const decision = DECISIONS.find((known) => DECISION_KEYS[known] === key);
  return decision ? { kind: 'DECIDE', decision } : null;
}

export const DECISIONS: readonly ReviewDecision[] = ['SAME_PERSON', 'NEW_CONTACT', 'IGNORE'];
