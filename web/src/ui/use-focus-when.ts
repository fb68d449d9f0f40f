import { type RefObject, useEffect, useRef } from 'react';

/** Gives the focus to what the person has just asked for, as it appears. */
export function useFocusWhen<Focusable extends HTMLElement>(wanted: boolean): RefObject<Focusable | null> {
  const ref = useRef<Focusable>(null);
  useEffect(() => {
    if (wanted) ref.current?.focus();
  }, [wanted]);
  return ref;
}
