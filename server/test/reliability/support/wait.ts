import { setTimeout } from 'node:timers/promises';

/** Looks again soon; what is waited for is always a condition. */
export async function untilTrue(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await lookAgain();
}

export async function lookAgain(): Promise<void> {
  await setTimeout(15);
}
