import { type RefObject, useEffect, useRef } from 'react';

/** Focuses an element that appears because the person opened it. */
export function useFocusWhen<Focusable extends HTMLElement>(isWanted: boolean): RefObject<Focusable | null> {
  const ref = useRef<Focusable>(null);
  useEffect(() => {
    if (isWanted) ref.current?.focus();
  }, [isWanted]);
  return ref;
}

/** Keeps the focus within an element: when the focused element disappears, the nearest heading gets the focus. */
export function useKeptFocus<Container extends HTMLElement>(): RefObject<Container | null> {
  const container = useRef<Container>(null);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let path: Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      path = target instanceof Element ? ancestors(target, element) : [];
    };
    // The event precedes the removal of the element, so a removal shows only afterwards.
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (target === path[0] && path[0]?.isConnected) path = [];
      });
    const keep = () => {
      const [focused] = path;
      if (!focused || focused.isConnected) return;
      const from = path;
      path = [];
      if (!element.matches(':focus-within')) nearestHeading(from)?.focus();
    };
    const observer = new MutationObserver(keep);
    observer.observe(element, { childList: true, subtree: true });
    element.addEventListener('focusin', remember);
    element.addEventListener('focusout', forget);
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', remember);
      element.removeEventListener('focusout', forget);
    };
  }, []);
  return container;
}

/** The element and its ancestors, up to the container. */
function ancestors(from: Element, container: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = from; at && container.contains(at); at = at.parentElement) path.push(at);
  return path;
}

function nearestHeading(path: readonly Element[]): HTMLElement | null {
  for (const element of path) {
    const heading =
      element.isConnected && element.querySelector<HTMLElement>(':is(h1, h2, h3)[tabindex="-1"]');
    if (heading) return heading;
  }
  return null;
}
