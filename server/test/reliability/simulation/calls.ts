import type { UpdateIntegrationInput } from '@goodfunds/shared';
import { getIntegration } from '../../../src/integrations/read-integrations.ts';
import { updateIntegration } from '../../../src/integrations/update-integration.ts';
import { UseCaseError } from '../../../src/runtime/use-case-error.ts';
import type { Account, Simulation } from './simulation.ts';

/** Returns whether the integration was updated. */
export async function update(
  simulation: Simulation,
  { caller, integrationId }: Account,
  changes: Omit<UpdateIntegrationInput, 'integrationId' | 'version'>,
): Promise<boolean> {
  return await isAccepted(simulation, async ({ context }) => {
    const { version } = await getIntegration(context, caller, { integrationId });
    await updateIntegration(context, caller, { integrationId, version, ...changes });
  });
}

/** Whether the call succeeds; false after a crash, a database that cannot be written, or an error code. */
export async function isAccepted(
  simulation: Simulation,
  work: Parameters<typeof simulation.call<void>>[0],
): Promise<boolean> {
  const isDone = await simulation.call(async (worker) => {
    try {
      await work(worker);
      return true;
    } catch (error) {
      if (error instanceof UseCaseError && error.code !== 'UNAVAILABLE') return false;
      throw error;
    }
  });
  return isDone ?? false;
}
