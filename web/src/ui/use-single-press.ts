import { useRef } from 'react';

/**
 * Tells whether a press counts. After one that does, none does until what it began has been drawn: that somebody is busy
 * is known a moment after the click, and a double click is faster.
 */
export function useSinglePress(): () => boolean {
  const isTaken = useRef(false);
  return () => {
    if (isTaken.current) return false;
    isTaken.current = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        isTaken.current = false;
      }),
    );
    return true;
  };
}
