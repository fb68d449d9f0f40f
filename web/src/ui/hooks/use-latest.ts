import { type RefObject, useEffect, useRef } from 'react';

/** The value of the last render, for callbacks that run later. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const ref = useRef(value);
  useEffect(() => {
    ref.current = value;
  });
  return ref;
}
