/** The options that are rendered: `from` up to but not including `to`. */
export type OptionWindow = { from: number; to: number };

/** More than the list shows at once, few enough to render between two keystrokes. */
const STEP = 25;
/** Options beyond the current one that are rendered already. */
const MARGIN = 6;

export type ComboboxState = {
  isOpen: boolean;
  /** `null` until the person types. */
  typed: string | null;
  /** The option that Enter chooses; -1 for none. */
  highlighted: number;
  /** Whether to scroll to the highlight, which keys set, not the pointer. */
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
  /** Whether the key is handled here; others keep their meaning in a text field. */
  isHandled: boolean;
  chosen?: number;
};

/** Options that Page Up and Page Down skip. */
const PAGE = 8;

/**
 * What a key does to a combobox with `count` options, of which `current` is chosen (-1 for none).
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/#keyboardinteraction
 */
export function pressKey(
  state: ComboboxState,
  press: KeyPress,
  { count, current }: { count: number; current: number },
): KeyEffect {
  const { isOpen, highlighted } = state;
  const ignored: KeyEffect = { state, isHandled: false };
  const handled = (next: ComboboxState): KeyEffect => ({ state: next, isHandled: true });
  const moveTo = (index: number) => handled(highlightByKey(open(state), index, count));
  if (press.ctrlKey || press.metaKey) return ignored;
  switch (press.key) {
    case 'ArrowDown':
      if (press.altKey) return handled(open(state));
      return moveTo(isOpen ? (highlighted + 1) % Math.max(count, 1) : Math.max(current, 0));
    case 'ArrowUp':
      if (press.altKey) return isOpen ? handled({ ...state, isOpen: false, highlighted: -1 }) : ignored;
      if (!isOpen) return moveTo(current >= 0 ? current : count - 1);
      return moveTo(highlighted <= 0 ? count - 1 : highlighted - 1);
    case 'PageDown':
      return isOpen ? moveTo(Math.min(count - 1, highlighted + PAGE)) : ignored;
    case 'PageUp':
      return isOpen ? moveTo(Math.max(0, highlighted - PAGE)) : ignored;
    case 'Home':
    case 'End':
    case 'ArrowLeft':
    case 'ArrowRight':
      return { state: { ...state, highlighted: -1 }, isHandled: false };
    case 'Enter':
      // A choice must not submit a form around the panel.
      return { ...handled(state), ...(isOpen && highlighted >= 0 && { chosen: highlighted }) };
    case 'Escape':
      if (isOpen) return handled({ ...state, isOpen: false, highlighted: -1 });
      return state.typed === null ? ignored : handled(CLOSED);
    default:
      return ignored;
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

export function windowAround(index: number): OptionWindow {
  return { from: Math.max(0, index - STEP), to: index + STEP };
}

/** Grows the window to include the option and a margin; a far option gets a new window. */
export function reachOption(window: OptionWindow, index: number): OptionWindow {
  const { from, to } = window;
  if (index < from - STEP || index > to + STEP) return windowAround(index);
  if (index - MARGIN < from) return { from: Math.max(0, from - STEP), to };
  return index + MARGIN >= to ? { from, to: to + STEP } : window;
}
