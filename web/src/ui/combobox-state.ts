import { type OptionWindow, reachOption, windowAround } from './option-window.ts';

/** What a combobox shows. */
export type ComboboxState = {
  isOpen: boolean;
  /** `null` until the person types. */
  typed: string | null;
  /** The option that Enter would choose; -1 for none. */
  highlighted: number;
  /** A highlight by keys is brought into view; one by the pointer is there already. */
  followsHighlight: boolean;
  window: OptionWindow;
};

export const CLOSED: ComboboxState = {
  isOpen: false,
  typed: null,
  highlighted: -1,
  followsHighlight: false,
  window: windowAround(0),
};

export type KeyPress = { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

export type KeyEffect = {
  state: ComboboxState;
  /** Whether the key is spent; all others mean what they mean in a text field. */
  isSpent: boolean;
  /** The option that was chosen, if any. */
  chosen?: number;
};

/** How far Page Up and Page Down go. */
const PAGE = 8;

/**
 * What a key does to a combobox with so many options, `current` being the one that is chosen already (-1 for none).
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/#keyboardinteraction
 */
export function pressKey(
  state: ComboboxState,
  press: KeyPress,
  { count, current }: { count: number; current: number },
): KeyEffect {
  const { isOpen, highlighted } = state;
  const left: KeyEffect = { state, isSpent: false };
  const spent = (next: ComboboxState): KeyEffect => ({ state: next, isSpent: true });
  const moveTo = (index: number) => spent(highlightByKey(open(state), index, count));
  if (press.ctrlKey || press.metaKey) return left;
  switch (press.key) {
    case 'ArrowDown':
      if (press.altKey) return spent(open(state));
      return moveTo(isOpen ? (highlighted + 1) % Math.max(count, 1) : Math.max(current, 0));
    case 'ArrowUp':
      if (press.altKey) return isOpen ? spent({ ...state, isOpen: false, highlighted: -1 }) : left;
      if (!isOpen) return moveTo(current >= 0 ? current : count - 1);
      return moveTo(highlighted <= 0 ? count - 1 : highlighted - 1);
    case 'PageDown':
      return isOpen ? moveTo(Math.min(count - 1, highlighted + PAGE)) : left;
    case 'PageUp':
      return isOpen ? moveTo(Math.max(0, highlighted - PAGE)) : left;
    // They move the cursor in the text, so the text is what the person is at.
    case 'Home':
    case 'End':
    case 'ArrowLeft':
    case 'ArrowRight':
      return { state: { ...state, highlighted: -1 }, isSpent: false };
    case 'Enter':
      // A form around the panel is not sent by a choice.
      return { ...spent(state), ...(isOpen && highlighted >= 0 && { chosen: highlighted }) };
    case 'Escape':
      if (isOpen) return spent({ ...state, isOpen: false, highlighted: -1 });
      return state.typed === null ? left : spent(CLOSED);
    default:
      return left;
  }
}

export function typeText(typed: string): ComboboxState {
  return { ...CLOSED, isOpen: true, typed };
}

export function open(state: ComboboxState): ComboboxState {
  return state.isOpen ? state : { ...state, isOpen: true, highlighted: -1, window: windowAround(0) };
}

function highlightByKey(state: ComboboxState, index: number, count: number): ComboboxState {
  return {
    ...state,
    highlighted: Math.min(index, count - 1),
    followsHighlight: true,
    window: reachOption(state.window, index),
  };
}
