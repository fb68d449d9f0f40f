import { RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { ThrottleStore } from '../../../crm/provider-definition.ts';
import type { Clock } from '../../../runtime/runtime.ts';
import { MAX_WAIT_MS, type RetryProfile } from '../../../runtime/timeouts.ts';

export type ThrottleGate = ReturnType<typeof createThrottleGate>;

type GateOptions = {
  key: string;
  store: ThrottleStore;
  clock: Clock;
  /** Lets one request pass a block, which ends if that is answered. */
  probes?: boolean;
  /** Called once for many requests that are throttled together. */
  onThrottled?: () => void;
};

/** Blocks all requests with one client id to one environment, as Dataverse counts them. */
export function createThrottleGate({ key, store, clock, probes = false, onThrottled }: GateOptions) {
  let knownUntil = 0;
  /** Blocks of this gate that are not stored yet. */
  let saving = 0;
  let probe: 'AVAILABLE' | 'SENT' | 'NONE' = probes ? 'AVAILABLE' : 'NONE';

  /** Another gate can have ended the block. */
  async function blockedForMs(): Promise<number> {
    const storedUntil = (await store.blockedUntil(key)) ?? 0;
    knownUntil = saving > 0 ? Math.max(knownUntil, storedUntil) : storedUntil;
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
        if (probe === 'AVAILABLE') {
          probe = 'SENT';
          return;
        }
        waitedMs += waitMs;
        if (profile === 'interactive' || waitedMs > MAX_WAIT_MS.background)
          throw throttled(waitMs, knownUntil);
        await clock.sleep(waitMs, signal);
      }
    },
    /** Whether this process knows of no active block that applies to the request. */
    isOpen: (): boolean => probe === 'SENT' || knownUntil <= clock.now(),
    /** The status of a response, or `null` if none came. Any response but a 429 to the probe ends the block. */
    noteAnswer: async (status: number | null): Promise<void> => {
      if (probe !== 'SENT') return;
      probe = 'NONE';
      if (status === null || status === 429) return;
      knownUntil = 0;
      await store.clear(key);
    },
    block: async (forMs: number): Promise<void> => {
      if (knownUntil <= clock.now()) onThrottled?.();
      const untilMs = clock.now() + forMs;
      knownUntil = Math.max(knownUntil, untilMs);
      saving += 1;
      try {
        await store.block(key, untilMs);
      } finally {
        saving -= 1;
      }
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
