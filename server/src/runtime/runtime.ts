/** Time, chance and identity, handed in everywhere so that they can be simulated. */
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
  /** From 0 up to, but without, 1. */
  fraction(): number;
}

export interface Ids {
  /** A random id (UUID v4) that is never used again. */
  next(): string;
}
