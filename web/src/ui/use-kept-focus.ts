import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the focus within an element: where what had it goes away, such as a bar that has done its work, the nearest
 * heading takes it instead of nothing.
 */
export function useKeptFocus<Container extends HTMLElement>(): RefObject<Container | null> {
  const container = useRef<Container>(null);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let path: Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      path = target instanceof Element ? ancestors(target, element) : [];
    };
    // The event comes before the element goes, so whether it does is known only afterwards.
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

/** The element and what it lies in, up to the container. */
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
