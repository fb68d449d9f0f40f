import { actOnce } from './actions.ts';
import type { Environments } from './environments.ts';
import { checkFinalState } from './final-checks.ts';
import { watchInvariants } from './invariants.ts';
import { createSimulation } from './simulation.ts';

const STEPS = 60;

/** Runs one seed to its end. Throws with the seed, the actions and the violations. */
export async function runSeed(seed: number, environments: Environments): Promise<void> {
  await using simulation = await createSimulation(seed, environments);
  const invariants = watchInvariants(simulation);
  try {
    for (let step = 0; step < STEPS; step += 1) {
      await actOnce(simulation);
      throwIfAny(invariants.findViolations());
    }
    throwIfAny(await checkFinalState(simulation));
    throwIfAny(invariants.findViolations());
  } catch (error) {
    throw new Error(
      `seed ${seed}: ${error instanceof Error ? error.message : String(error)}\n` +
        `repeat it: npm run test:simulation -- ${seed} 1\nactions: ${simulation.history.join(', ')}`,
      { cause: error },
    );
  } finally {
    invariants.close();
  }
}

function throwIfAny(violations: readonly string[]): void {
  if (violations.length > 0) throw new Error(violations.join('; '));
}
