/** Stores until when a CRM is throttled, across processes and restarts. */
export interface ThrottleStore {
  /** Milliseconds since the epoch, or `null` where requests can be sent. */
  blockedUntil(key: string): Promise<number | null>;
  /** Keeps the later of the stored and the given time. */
  block(key: string, untilMs: number): Promise<void>;
}
