import type { ModelTime } from '../time/model-time.ts';

/** How a peer goes about failures: as well as somebody does who has read Microsoft's guidance. */
export type Patience = {
  /** While the server is throttling nobody starts anything; what was throttled is sent again, and nothing else. */
  pastThrottles: <Answer>(send: () => Promise<Answer>) => Promise<Answer>;
  /** Does again, finds included, what was lost on the way. What is refused stays undone. */
  untilAnswered: (action: () => Promise<void>) => Promise<void>;
};

export function createPatience(time: ModelTime): Patience {
  let blockedUntilMs = 0;

  return {
    pastThrottles: async (send) => {
      for (let tries = 1; ; tries += 1) {
        while (blockedUntilMs > time.now()) await time.sleep(blockedUntilMs - time.now());
        try {
          return await send();
        } catch (error) {
          if (statusOf(error) !== 429 || tries === MOST_TRIES) throw error;
          const waitMs = (retryAfterOf(error) ?? 2 ** Math.min(tries, 6)) * 1_000;
          blockedUntilMs = Math.max(blockedUntilMs, time.now() + waitMs);
        }
      }
    },
    untilAnswered: async (action) => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        try {
          await action();
          return;
        } catch (error) {
          if (isRefusal(error)) return;
          await time.sleep(500 * Math.min(tries, 10));
        }
      }
    },
  };
}

const MOST_TRIES = 50;

/** For what was refused nothing more can be done; all else is thrown on. */
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
