import { setTimeout } from 'node:timers/promises';

/** Polls until the condition holds. */
export async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pollDelay();
}

export async function pollDelay(): Promise<void> {
  await setTimeout(15);
}
