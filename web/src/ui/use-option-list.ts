import { type Dispatch, type RefObject, type SetStateAction, useLayoutEffect, useRef, useState } from 'react';
import type { ComboboxState } from './combobox-state.ts';
import { reachOption } from './option-window.ts';

/** This close to an end of what is drawn, more is drawn. */
const NEAR_PX = 240;

/**
 * Scrolls the list of a combobox, and nothing around it: to the highlight, and on to options that are not drawn yet.
 * Where there is no room below the input, the list opens above.
 */
export function useOptionList(
  { isOpen, highlighted, followsHighlight, window }: ComboboxState,
  setState: Dispatch<SetStateAction<ComboboxState>>,
) {
  const ref = useRef<HTMLUListElement>(null);
  const isAbove = useIsAbove(ref, isOpen);
  const drawn = useRef({ from: 0, height: 0 });

  useLayoutEffect(() => {
    const list = ref.current;
    if (!list || !isOpen) return;
    const before = drawn.current;
    // What is drawn above what is looked at must not push it down.
    if (window.from < before.from) list.scrollTop += list.scrollHeight - before.height;
    drawn.current = { from: window.from, height: list.scrollHeight };
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
    const roomBelow = globalThis.innerHeight - box.bottom;
    setIsAbove(roomBelow < ref.current.offsetHeight && box.top > roomBelow);
  }, [ref, isOpen]);
  return isAbove;
}

/** `scrollIntoView` would scroll everything around the list as well. */
function reveal(option: HTMLElement, list: HTMLElement): void {
  const top = option.offsetTop;
  const bottom = top + option.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}
