import type { Metrics } from '../runtime/metrics.ts';
import type { Clock } from '../runtime/runtime.ts';
import type { ThrottleStore } from './throttle-store.ts';

/** The store as it is, with the time counted that it is told to wait. */
export function measuredThrottleStore(
  store: ThrottleStore,
  { metrics, clock }: { metrics: Pick<Metrics, 'throttled'>; clock: Clock },
): ThrottleStore {
  return {
    blockedUntil: (key) => store.blockedUntil(key),
    block: async (key, untilMs) => {
      const knownUntilMs = (await store.blockedUntil(key)) ?? clock.now();
      await store.block(key, untilMs);
      metrics.throttled(untilMs - knownUntilMs);
    },
  };
}
