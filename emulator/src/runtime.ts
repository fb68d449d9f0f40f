import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** What the emulator takes from outside, so that a test can hold time still or make ids predictable. */
export interface Runtime {
  now(): Date;
  uuid(): string;
  /** A client secret as Entra makes them: unguessable text. */
  secret(): string;
  delay(durationMs: number): Promise<void>;
}

export const systemRuntime: Runtime = {
  now: () => new Date(),
  uuid: () => randomUUID(),
  secret: () => randomBytes(30).toString('base64url'),
  delay: (durationMs) => wait(durationMs).then(() => undefined),
};
