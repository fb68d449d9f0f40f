import type { LimitKind, ProtectionLimits } from './throttling.ts';
import { documentedLimits } from './throttling.ts';

export interface ProtectionSettings extends ProtectionLimits {
  readonly enforced: boolean;
  /** `x-ms-dop-hint`: the number of concurrent requests the server recommends. */
  readonly parallelismHint: number;
}

const defaultProtection: ProtectionSettings = {
  ...documentedLimits,
  enforced: false,
  parallelismHint: 8,
};

export interface Excess {
  readonly kind: LimitKind;
  readonly retryAfterSeconds: number;
}

/** The three limits over a sliding window. Refused requests count too, so retrying at once prolongs the wait. */
export class ServiceProtection {
  settings: ProtectionSettings = defaultProtection;
  readonly #arrivals: number[] = [];
  readonly #executions: { readonly at: number; readonly durationMs: number }[] = [];
  #executedMs = 0;
  #running = 0;

  /** Counts a request. Returns the limit that it exceeds if limits are enforced, otherwise null. */
  enter(nowMs: number): Excess | null {
    this.#forget(nowMs);
    this.#arrivals.push(nowMs);
    const excess = this.settings.enforced ? this.#excess(nowMs) : null;
    if (excess === null) this.#running += 1;
    return excess;
  }

  leave(nowMs: number, durationMs: number): void {
    this.#running -= 1;
    this.#executions.push({ at: nowMs, durationMs });
    this.#executedMs += durationMs;
  }

  headers(): Record<string, string> {
    const { requests, executionTimeMs, parallelismHint } = this.settings;
    const timeLeft = Math.max(0, executionTimeMs - this.#executedMs) / 1000;
    return {
      'x-ms-ratelimit-burst-remaining-xrm-requests': `${Math.max(0, requests - this.#arrivals.length)}`,
      'x-ms-ratelimit-time-remaining-xrm-requests': timeLeft.toFixed(2),
      'x-ms-dop-hint': `${parallelismHint}`,
    };
  }

  reset(): void {
    this.settings = defaultProtection;
    this.#arrivals.length = 0;
    this.#executions.length = 0;
    this.#executedMs = 0;
  }

  #excess(nowMs: number): Excess | null {
    const { requests, executionTimeMs, concurrency } = this.settings;
    if (this.#running >= concurrency) return { kind: 'concurrency', retryAfterSeconds: 1 };
    const surplus = this.#arrivals.length - requests;
    if (surplus > 0)
      return { kind: 'requests', retryAfterSeconds: this.#until(this.#arrivals[surplus - 1], nowMs) };
    if (this.#executedMs <= executionTimeMs) return null;
    return { kind: 'time', retryAfterSeconds: this.#until(this.#executions[0]?.at, nowMs) };
  }

  /** Seconds until that time leaves the window. */
  #until(thenMs: number | undefined, nowMs: number): number {
    const { windowSeconds } = this.settings;
    return Math.max(1, Math.ceil(((thenMs ?? nowMs) - nowMs) / 1000 + windowSeconds));
  }

  #forget(nowMs: number): void {
    const from = nowMs - this.settings.windowSeconds * 1000;
    dropWhile(this.#arrivals, (at) => at <= from);
    for (const { durationMs } of dropWhile(this.#executions, ({ at }) => at <= from)) {
      this.#executedMs -= durationMs;
    }
  }
}

/** Removes the old items from the front and returns them. */
function dropWhile<Item>(items: Item[], isOld: (item: Item) => boolean): Item[] {
  const keptFrom = items.findIndex((item) => !isOld(item));
  return items.splice(0, keptFrom < 0 ? items.length : keptFrom);
}
