/** Where a throttle's end is kept, so that every process and every restart knows it. */
export interface ThrottleStore {
  /** Milliseconds since the epoch until which nobody may send; `null` when the way is free. */
  blockedUntil(key: string): Promise<number | null>;
  /** Remembers a block. A later end already known stays. */
  block(key: string, untilMs: number): Promise<void>;
}
