import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** Injected, so that tests can control time and ids. */
export interface Runtime {
  now(): Date;
  uuid(): string;
  /** A random client secret. */
  secret(): string;
  delay(durationMs: number): Promise<void>;
}

export const systemRuntime: Runtime = {
  now: () => new Date(),
  uuid: () => randomUUID(),
  secret: () => randomBytes(30).toString('base64url'),
  delay: (durationMs) => wait(durationMs).then(() => undefined),
};
