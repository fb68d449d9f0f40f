import { RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { ThrottleStore } from '../../../crm/provider-definition.ts';
import type { Clock } from '../../../runtime/runtime.ts';
import { MAX_WAIT_MS, type RetryProfile } from '../../../runtime/timeouts.ts';

export type ThrottleGate = ReturnType<typeof createThrottleGate>;

type GateOptions = {
  key: string;
  store: ThrottleStore;
  clock: Clock;
  /** Called once for many requests that are throttled together. */
  onThrottled?: () => void;
};

/** Blocks all requests with one client id to one environment, as Dataverse counts them. */
export function createThrottleGate({ key, store, clock, onThrottled }: GateOptions) {
  let knownUntil = 0;

  async function blockedForMs(): Promise<number> {
    const storedUntil = await store.blockedUntil(key);
    knownUntil = Math.max(knownUntil, storedUntil ?? 0);
    return knownUntil - clock.now();
  }

  return {
    /**
     * Resolves when no block is active. Background requests wait for the end of a short block; for a longer one, and
     * for any block of an interactive request, it rejects with THROTTLED and the time.
     */
    pass: async (profile: RetryProfile, signal?: AbortSignal): Promise<void> => {
      let waitedMs = 0;
      for (let waitMs = await blockedForMs(); waitMs > 0; waitMs = await blockedForMs()) {
        waitedMs += waitMs;
        if (profile === 'interactive' || waitedMs > MAX_WAIT_MS.background)
          throw throttled(waitMs, knownUntil);
        await clock.sleep(waitMs, signal);
      }
    },
    /** Whether this process knows of no active block. */
    isOpen: (): boolean => knownUntil <= clock.now(),
    block: async (forMs: number): Promise<void> => {
      if (knownUntil <= clock.now()) onThrottled?.();
      const untilMs = clock.now() + forMs;
      knownUntil = Math.max(knownUntil, untilMs);
      await store.block(key, untilMs);
    },
  };
}

function throttled(retryAfterMs: number, untilMs: number): RetryableIntegrationError {
  return new RetryableIntegrationError({
    code: 'THROTTLED',
    retryAfterMs,
    params: { until: new Date(untilMs).toISOString() },
  });
}
