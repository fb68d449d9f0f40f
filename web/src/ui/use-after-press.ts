import { useCallback, useEffect, useRef } from 'react';

type Task = () => void;

/**
 * Puts off what moves the page while a pointer is pressed. Leaving a field by pressing a button may show words
 * between the two, and the click would miss the button that has moved away below it.
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
      // The click comes with the release, and goes first.
      setTimeout(() => {
        for (const task of waiting.current.splice(0)) task();
      });
    };
    const capture = { capture: true };
    window.addEventListener('pointerdown', press, capture);
    window.addEventListener('pointerup', release, capture);
    window.addEventListener('pointercancel', release, capture);
    return () => {
      window.removeEventListener('pointerdown', press, capture);
      window.removeEventListener('pointerup', release, capture);
      window.removeEventListener('pointercancel', release, capture);
    };
  }, []);

  return useCallback((task) => {
    if (isPressed.current) waiting.current.push(task);
    else task();
  }, []);
}
