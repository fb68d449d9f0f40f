import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { CLOSED, open, pressKey, typeText } from './combobox-state.ts';
import { useOptionList } from './use-option-list.ts';

type ComboboxOptions<Item> = {
  /** What matches the typed text, best first. */
  itemsOf: (query: string) => readonly Item[];
  isChosen: (item: Item) => boolean;
  /** What stands in the input as long as nobody types. */
  chosenText: string;
  /** Takes a choice; answers whether it was one, because what cannot be chosen stays open to be read. */
  onChoose: (item: Item) => boolean;
};

/**
 * An input with a list to choose from: the combobox of the ARIA authoring practices, which needs no document and so
 * works in a shadow root. The focus stays in the input. Whatever was typed without a choice gives way when the focus
 * leaves. However many options there are, only those around the visible ones are drawn.
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
    // Keys that an input method takes to compose a character are not meant for the list.
    if (event.nativeEvent.isComposing || event.key === 'Process') return;
    const effect = pressKey(state, event, { count: items.length, current: items.findIndex(isChosen) });
    setState(effect.state);
    if (!effect.isSpent) return;
    event.preventDefault();
    // A dialog of the host around the panel would close along with the list.
    event.stopPropagation();
    if (effect.chosen !== undefined) choose(effect.chosen);
  };

  const onPointerMove = (event: PointerEvent, index: number) => {
    const { clientX: x, clientY: y, pointerType } = event;
    const hasMoved = x !== pointer.current.x || y !== pointer.current.y;
    pointer.current = { x, y };
    // A list that scrolls by keys below a pointer at rest is no wish of the person, nor is a finger that scrolls.
    if (!hasMoved || pointerType === 'touch' || index === highlighted) return;
    setState((now) => ({ ...now, highlighted: index, followsHighlight: false }));
  };

  const to = Math.min(state.window.to, items.length);
  return {
    isOpen,
    query,
    count: items.length,
    /** The options to draw, each with its place among all. */
    shown: items.slice(state.window.from, to).map((item, place) => {
      const index = state.window.from + place;
      return { item, index, isHighlighted: index === highlighted };
    }),
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
      // A list that scrolls would be a stop of its own for Tab.
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

/** A press outside the input would take the focus from it, and so close the list before the click. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
