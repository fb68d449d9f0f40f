import {
  type Dispatch,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  type SetStateAction,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { CLOSED, type ComboboxState, open, pressKey, reachOption, typeText } from './combobox-state.ts';

type ComboboxOptions<Item> = {
  /** The items that match the typed text, best first. */
  itemsOf: (query: string) => readonly Item[];
  isChosen: (item: Item) => boolean;
  /** The text of the input until the person types. */
  chosenText: string;
  /** Returns whether the item can be chosen; otherwise the list stays open. */
  onChoose: (item: Item) => boolean;
};

/**
 * The combobox of the ARIA authoring practices; works in a shadow root. The focus stays in the input. Text without a
 * choice is dropped when the focus leaves. Only the options around the visible ones are rendered.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function useCombobox<Item>({ itemsOf, isChosen, chosenText, onChoose }: ComboboxOptions<Item>) {
  const id = useId();
  const [state, setState] = useState(CLOSED);
  const { isOpen, typed, highlighted } = state;
  const query = typed ?? '';
  const items = itemsOf(query);
  const list = useOptionList(state, setState);
  const pointer = useRef({ x: -1, y: -1 });

  const choose = (index: number) => {
    const item = items[index];
    if (item !== undefined && onChoose(item)) setState(CLOSED);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that compose a character in an input method are not for the list.
    if (event.nativeEvent.isComposing || event.key === 'Process') return;
    const effect = pressKey(state, event, { count: items.length, current: items.findIndex(isChosen) });
    setState(effect.state);
    if (!effect.isHandled) return;
    event.preventDefault();
    // Escape would also close a dialog of the host around the panel.
    event.stopPropagation();
    if (effect.chosen !== undefined) choose(effect.chosen);
  };

  const onPointerMove = (event: PointerEvent, index: number) => {
    const { clientX: x, clientY: y, pointerType } = event;
    const hasMoved = x !== pointer.current.x || y !== pointer.current.y;
    pointer.current = { x, y };
    // Only a pointer that moves highlights: not one at rest over a list that keys scroll, nor a scrolling finger.
    if (!hasMoved || pointerType === 'touch' || index === highlighted) return;
    setState((now) => ({ ...now, highlighted: index, followsHighlight: false }));
  };

  const to = Math.min(state.window.to, items.length);
  return {
    isOpen,
    query,
    count: items.length,
    /** The rendered options with their index among all. */
    shown: items
      .slice(state.window.from, to)
      .map((item, place) => ({ item, index: state.window.from + place })),
    labelProps: { id: `${id}-label`, htmlFor: `${id}-input` },
    inputProps: {
      id: `${id}-input`,
      role: 'combobox' as const,
      'aria-expanded': isOpen,
      'aria-controls': `${id}-list`,
      'aria-autocomplete': 'list' as const,
      'aria-activedescendant': isOpen && highlighted >= 0 ? `${id}-${highlighted}` : undefined,
      value: typed ?? chosenText,
      onChange: ({ target }: { target: HTMLInputElement }) => setState(typeText(target.value)),
      onClick: () => setState(open),
      onBlur: () => setState(CLOSED),
      onKeyDown,
    },
    toggleProps: {
      tabIndex: -1,
      'aria-expanded': isOpen,
      'aria-controls': `${id}-list`,
      onMouseDown: keepFocus,
    },
    toggle: () => setState(isOpen ? CLOSED : open(CLOSED)),
    listProps: {
      id: `${id}-list`,
      role: 'listbox' as const,
      'aria-labelledby': `${id}-label`,
      // A scrollable list would otherwise be reachable by Tab.
      tabIndex: -1,
      onMouseDown: keepFocus,
      ...list,
    },
    itemProps: (index: number) => ({
      id: `${id}-${index}`,
      role: 'option' as const,
      'aria-selected': index === highlighted,
      'aria-posinset': index + 1,
      'aria-setsize': items.length,
      onPointerMove: (event: PointerEvent) => onPointerMove(event, index),
      onClick: () => choose(index),
    }),
  };
}

/** A press outside the input would move the focus and close the list before the click. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}

/** The distance to the end of the rendered options at which more are rendered. */
const NEAR_PX = 240;

/** Scrolls the list to the highlight, renders more options on scrolling, and opens above where below is no space. */
function useOptionList(
  { isOpen, highlighted, followsHighlight, window }: ComboboxState,
  setState: Dispatch<SetStateAction<ComboboxState>>,
) {
  const ref = useRef<HTMLUListElement>(null);
  const isAbove = useIsAbove(ref, isOpen);
  const rendered = useRef({ from: 0, height: 0 });

  useLayoutEffect(() => {
    const list = ref.current;
    if (!list || !isOpen) return;
    const before = rendered.current;
    // Options that are rendered above the visible ones must not push them down.
    if (window.from < before.from) list.scrollTop += list.scrollHeight - before.height;
    rendered.current = { from: window.from, height: list.scrollHeight };
  }, [isOpen, window]);

  useLayoutEffect(() => {
    const list = ref.current;
    const option = list?.children[highlighted - window.from];
    if (list && isOpen && followsHighlight && option instanceof HTMLElement) reveal(option, list);
  }, [isOpen, highlighted, followsHighlight, window]);

  const onScroll = () => {
    const list = ref.current;
    if (!list) return;
    const isNearEnd = list.scrollTop + list.clientHeight > list.scrollHeight - NEAR_PX;
    const isNearStart = list.scrollTop < NEAR_PX;
    if (!isNearEnd && !isNearStart) return;
    setState((now) => {
      const { from, to } = now.window;
      const grown = reachOption(now.window, isNearEnd ? to : from);
      return grown.from === from && grown.to === to ? now : { ...now, window: grown };
    });
  };

  return { ref, onScroll, 'data-above': isAbove || undefined };
}

function useIsAbove(ref: RefObject<HTMLUListElement | null>, isOpen: boolean): boolean {
  const [isAbove, setIsAbove] = useState(false);
  useLayoutEffect(() => {
    const box = ref.current?.parentElement?.getBoundingClientRect();
    if (!isOpen || !box || !ref.current) return;
    const spaceBelow = globalThis.innerHeight - box.bottom;
    setIsAbove(spaceBelow < ref.current.offsetHeight && box.top > spaceBelow);
  }, [ref, isOpen]);
  return isAbove;
}

/** `scrollIntoView` would also scroll everything around the list. */
function reveal(option: HTMLElement, list: HTMLElement): void {
  const top = option.offsetTop;
  const bottom = top + option.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}
