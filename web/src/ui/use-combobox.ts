import { type KeyboardEvent, useId, useState } from 'react';

type ComboboxOptions<Item> = {
  /** What matches the typed text, best first. */
  itemsOf: (query: string) => readonly Item[];
  /** What stands in the input as long as nobody types. */
  chosenText: string;
  /** Takes a choice; answers whether it was one, because what cannot be chosen stays open to be read. */
  onChoose: (item: Item) => boolean;
};

/**
 * An input with a list to choose from: the combobox of the ARIA authoring practices, which needs no document and so
 * works in a shadow root. Whatever was typed without a choice gives way when the focus leaves.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function useCombobox<Item>({ itemsOf, chosenText, onChoose }: ComboboxOptions<Item>) {
  const id = useId();
  const [state, setState] = useState<ComboboxState>(CLOSED);
  const { isOpen, typed, highlighted } = state;
  const query = typed ?? '';
  const items = itemsOf(query);

  const choose = (index: number) => {
    const item = items[index];
    if (item !== undefined && onChoose(item)) setState(CLOSED);
  };
  const move = (step: 1 | -1) => {
    const from = isOpen ? highlighted : -1;
    const next = from < 0 && step < 0 ? items.length - 1 : (from + step + items.length) % items.length;
    setState({ isOpen: true, typed, highlighted: items.length === 0 ? -1 : next });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
        return;
      case 'Enter':
        if (!isOpen || highlighted < 0) return;
        event.preventDefault();
        choose(highlighted);
        return;
      case 'Escape':
        if (!isOpen) return;
        event.preventDefault();
        setState(CLOSED);
    }
  };

  return {
    isOpen,
    query,
    items,
    highlighted,
    labelProps: { id: `${id}-label`, htmlFor: `${id}-input` },
    inputProps: {
      id: `${id}-input`,
      role: 'combobox' as const,
      'aria-expanded': isOpen,
      'aria-controls': `${id}-list`,
      'aria-autocomplete': 'list' as const,
      'aria-activedescendant': isOpen && highlighted >= 0 ? `${id}-${highlighted}` : undefined,
      value: typed ?? chosenText,
      onChange: ({ target }: { target: HTMLInputElement }) =>
        setState({ isOpen: true, typed: target.value, highlighted: -1 }),
      onClick: () => setState((now) => ({ ...now, isOpen: true })),
      onBlur: () => setState(CLOSED),
      onKeyDown,
    },
    toggleProps: {
      tabIndex: -1,
      'aria-expanded': isOpen,
      'aria-controls': `${id}-list`,
      onPointerDown: keepFocus,
      onClick: () => setState(isOpen ? CLOSED : { ...CLOSED, isOpen: true }),
    },
    listProps: { id: `${id}-list`, role: 'listbox' as const, 'aria-labelledby': `${id}-label` },
    itemProps: (index: number) => ({
      id: `${id}-${index}`,
      role: 'option' as const,
      ref: index === highlighted ? scrollToIt : undefined,
      onPointerMove: () => {
        if (index !== highlighted) setState((now) => ({ ...now, highlighted: index }));
      },
      onPointerDown: keepFocus,
      onClick: () => choose(index),
    }),
  };
}

/** `typed` is `null` until the person types. */
type ComboboxState = { isOpen: boolean; typed: string | null; highlighted: number };

const CLOSED: ComboboxState = { isOpen: false, typed: null, highlighted: -1 };

/** A press outside the input would take the focus from it, and so close the list before the click. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}

function scrollToIt(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
