import { RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { ThrottleStore } from '../../../crm/throttle-store.ts';
import type { Clock } from '../../../runtime/runtime.ts';
import { type RetryProfile, SHORT_WAIT_MS } from './retry-policy.ts';

/** Holds back everybody who speaks to one environment with one client id, as Dataverse counts them. */
export interface ThrottleGate {
  /**
   * Resolves when the way is free. Background work waits short blocks out; a longer one, and any block that
   * somebody at a screen would have to wait for, rejects THROTTLED with the time.
   */
  pass(profile: RetryProfile, signal?: AbortSignal): Promise<void>;
  /** Whether the way is free as far as this process knows, asked in the moment of sending. */
  isOpen(): boolean;
  block(forMs: number): Promise<void>;
}

type Parts = {
  key: string;
  store: ThrottleStore;
  clock: Clock;
  /** Called once for many requests that are throttled together. */
  onThrottled?: () => void;
};

export function createThrottleGate({ key, store, clock, onThrottled }: Parts): ThrottleGate {
  let knownUntil = 0;

  async function blockedForMs(): Promise<number> {
    const storedUntil = await store.blockedUntil(key);
    knownUntil = Math.max(knownUntil, storedUntil ?? 0);
    return knownUntil - clock.now();
  }

  return {
    pass: async (profile, signal) => {
      let waitedMs = 0;
      for (let waitMs = await blockedForMs(); waitMs > 0; waitMs = await blockedForMs()) {
        waitedMs += waitMs;
        if (profile === 'interactive' || waitedMs > SHORT_WAIT_MS) throw throttled(waitMs, knownUntil);
        await clock.sleep(waitMs, signal);
      }
    },
    isOpen: () => knownUntil <= clock.now(),
    block: async (forMs) => {
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
