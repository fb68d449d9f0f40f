import { useCallback, useEffect, useRef } from 'react';

/** Accepts one press until its effect is drawn: a double click is faster than the busy state of a button. */
export function useSinglePress(): () => boolean {
  const isHandled = useRef(false);
  return () => {
    if (isHandled.current) return false;
    isHandled.current = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        isHandled.current = false;
      }),
    );
    return true;
  };
}

type Task = () => void;

/**
 * Delays what moves the page while a pointer is pressed. Leaving a field by pressing a button can show a message above
 * the button, which would then move away before the click.
 */
export function useAfterPress(): (task: Task) => void {
  const isPressed = useRef(false);
  const waiting = useRef<Task[]>([]);

  useEffect(() => {
    const press = () => {
      isPressed.current = true;
    };
    const release = () => {
      isPressed.current = false;
      // The click event follows the release; it goes first.
      setTimeout(() => {
        for (const task of waiting.current.splice(0)) task();
      });
    };
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    window.addEventListener('pointerdown', press, options);
    window.addEventListener('pointerup', release, options);
    window.addEventListener('pointercancel', release, options);
    return () => listening.abort();
  }, []);

  return useCallback((task) => {
    if (isPressed.current) waiting.current.push(task);
    else task();
  }, []);
}
