import type { SimulatedTime } from '../time/simulated-time.ts';

/** How a peer handles failures, following Microsoft's guidance. */
export type Retry = {
  /** Sends nothing while throttled; repeats only throttled requests. */
  whenNotThrottled: <Answer>(send: () => Promise<Answer>) => Promise<Answer>;
  /** Repeats the action, finds included, after a lost response. Rejections are not repeated. */
  untilResponse: (action: () => Promise<void>) => Promise<void>;
};

export function createRetry(time: SimulatedTime): Retry {
  let blockedUntilMs = 0;

  return {
    whenNotThrottled: async (send) => {
      for (let attempt = 1; ; attempt += 1) {
        while (blockedUntilMs > time.now()) await time.sleep(blockedUntilMs - time.now());
        try {
          return await send();
        } catch (error) {
          if (statusOf(error) !== 429 || attempt === MAX_ATTEMPTS) throw error;
          const waitMs = (retryAfterOf(error) ?? 2 ** Math.min(attempt, 6)) * 1_000;
          blockedUntilMs = Math.max(blockedUntilMs, time.now() + waitMs);
        }
      }
    },
    untilResponse: async (action) => {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        try {
          await action();
          return;
        } catch (error) {
          if (isRefusal(error)) return;
          await time.sleep(500 * Math.min(attempt, 10));
        }
      }
    },
  };
}

const MAX_ATTEMPTS = 50;

/** Ignores rejections by the CRM and rethrows other errors. */
export function ignoreRefusal(error: unknown): void {
  if (!isRefusal(error)) throw error;
}

function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status < 500 && status !== 429;
}

function statusOf(error: unknown): number | null {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : null;
}

function retryAfterOf(error: unknown): number | null {
  const headers =
    typeof error === 'object' && error !== null && 'headers' in error ? error.headers : undefined;
  const value =
    typeof headers === 'object' && headers !== null && 'retry-after' in headers
      ? Number(headers['retry-after'])
      : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
