import type { ModelTime } from '../time/model-time.ts';

/** How a peer goes about failures: as well as somebody does who has read Microsoft's guidance. */
export type Patience = {
  /**
   * Runs an action until it succeeds or is refused. While the server is throttling nobody starts anything; what was
   * throttled, or was lost on the way, is begun anew, finds included.
   */
  untilAnswered(action: () => Promise<void>): Promise<void>;
};

export function createPatience(time: ModelTime): Patience {
  let blockedUntilMs = 0;

  const pass = async () => {
    while (blockedUntilMs > time.now()) await time.sleep(blockedUntilMs - time.now());
  };

  return {
    untilAnswered: async (action) => {
      for (let tries = 1; ; tries += 1) {
        await pass();
        try {
          await action();
          return;
        } catch (error) {
          const waitMs = waitAfter(error, tries);
          if (waitMs === null) return;
          if (statusOf(error) === 429) blockedUntilMs = Math.max(blockedUntilMs, time.now() + waitMs);
          else await time.sleep(waitMs);
        }
      }
    },
  };
}

const MOST_TRIES = 50;

/** Milliseconds; null if trying again is of no use. */
function waitAfter(error: unknown, tries: number): number | null {
  if (tries >= MOST_TRIES) return null;
  const status = statusOf(error);
  if (status === 429) return (retryAfterOf(error) ?? 2 ** Math.min(tries, 6)) * 1_000;
  if (status !== null && status < 500) return null;
  return 500 * Math.min(tries, 10);
}

export function statusOf(error: unknown): number | null {
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
