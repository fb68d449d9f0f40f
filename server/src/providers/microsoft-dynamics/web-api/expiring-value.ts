import type { Clock } from '../../../runtime/runtime.ts';

/** A value that is loaded when it is missing or too old. Failures are not kept. */
export type ExpiringValue<Value> = {
  get(load: () => Promise<Value>): Promise<Value>;
  set(value: Value): void;
};

export function createExpiringValue<Value>(clock: Clock, maxAgeMs: number): ExpiringValue<Value> {
  let kept: { value: Value; sinceMs: number } | null = null;

  const set = (value: Value): void => {
    kept = { value, sinceMs: clock.now() };
  };

  return {
    set,
    get: async (load) => {
      if (kept && clock.now() - kept.sinceMs < maxAgeMs) return kept.value;
      const value = await load();
      set(value);
      return value;
    },
  };
}
