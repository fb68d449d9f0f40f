/** Clock, randomness and ids, passed in so that tests can simulate them. */
export interface Runtime {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly ids: Ids;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `durationMs`, or rejects with the signal's reason. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export interface Randomness {
  bytes(length: number): Uint8Array;
  /** At least 0, less than 1. */
  fraction(): number;
}

export interface Ids {
  /** A random UUID v4. */
  next(): string;
}
