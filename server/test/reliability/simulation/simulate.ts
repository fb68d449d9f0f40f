import { actOnce } from './actions.ts';
import type { Environments } from './environments.ts';
import { judgeTheEnd } from './final-verdict.ts';
import { watch } from './invariants.ts';
import { createWorld } from './world.ts';

const STEPS = 60;

/** Plays one seed to its end. Throws with the seed, the story and what was wrong. */
export async function simulate(seed: number, environments: Environments): Promise<void> {
  await using world = await createWorld(seed, environments);
  const invariants = watch(world);
  try {
    for (let step = 0; step < STEPS; step += 1) {
      await actOnce(world);
      fail(invariants.findViolations());
    }
    fail(await judgeTheEnd(world));
    fail(invariants.findViolations());
  } catch (error) {
    throw new Error(
      `seed ${seed}: ${error instanceof Error ? error.message : String(error)}\n` +
        `replay it: npm run test:simulation -- ${seed} 1\nwhat happened: ${world.story.join(', ')}`,
      { cause: error },
    );
  } finally {
    invariants.close();
  }
}

function fail(violations: readonly string[]): void {
  if (violations.length > 0) throw new Error(violations.join('; '));
}
