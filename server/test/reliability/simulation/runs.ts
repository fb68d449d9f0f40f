import { cancel, listRuns, retryFailed, start } from '../../../src/sync/runs.ts';
import { isAccepted } from './calls.ts';
import type { Account, Action, Simulation } from './simulation.ts';

/** What users do with runs. */
export const RUN_ACTIONS: readonly Action[] = [
  { name: 'start', weight: 5, act: startRun },
  { name: 'cancel', weight: 2, act: cancelRun },
  { name: 'retry', weight: 2, act: retryRun },
];

async function startRun(simulation: Simulation, { caller, integrationId }: Account): Promise<void> {
  const kind = simulation.random.pick(['ALL', 'CHANGED'] as const);
  await isAccepted(simulation, async ({ context }) => {
    await start(context, caller, { integrationId, scope: { kind } });
  });
}

async function cancelRun(simulation: Simulation, { caller, integrationId }: Account): Promise<void> {
  await isAccepted(simulation, async ({ context }) => {
    const { runs } = await listRuns(context, caller, { integrationId });
    const open = runs.find(({ finishedAt }) => finishedAt === null);
    if (open) await cancel(context, caller, open.id);
  });
}

async function retryRun(simulation: Simulation, { caller, integrationId }: Account): Promise<void> {
  await isAccepted(simulation, async ({ context }) => {
    const { runs } = await listRuns(context, caller, { integrationId });
    const failed = runs.find(({ finishedAt, counts }) => finishedAt !== null && counts.failed > 0);
    if (failed) await retryFailed(context, caller, { runId: failed.id });
  });
}
