import type { UpdateIntegrationInput } from '@goodfunds/shared';
import { UseCaseError } from '../../../src/runtime/use-case-error.ts';
import type { Worker } from './worker.ts';
import type { Account, World } from './world.ts';

/** Answers whether it was done. Whoever is refused for the CRM's sake tries again another day. */
export async function update(
  world: World,
  { caller, integrationId }: Account,
  changes: Omit<UpdateIntegrationInput, 'integrationId' | 'version'>,
): Promise<boolean> {
  return await expected(world, async ({ integrations }) => {
    const { version } = await integrations.get(caller, { integrationId });
    await integrations.update(caller, { integrationId, version, ...changes });
  });
}

/** Does it, or is refused by a code, as callers are. */
export async function expected(world: World, work: Parameters<typeof world.ask<void>>[0]): Promise<boolean> {
  const done = await world.ask(async (worker) => {
    try {
      await work(worker);
      return true;
    } catch (error) {
      if (error instanceof UseCaseError && error.code !== 'UNAVAILABLE') return false;
      throw error;
    }
  });
  return done ?? false;
}

export function awake({ random, workers }: World): Worker {
  return random.pick(workers.filter((worker) => !worker.isFrozen()));
}
