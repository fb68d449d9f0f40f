import type { Action } from './action.ts';
import { expected } from './calls.ts';
import type { Account, World } from './world.ts';

/** What people ask of runs. */
export const RUN_ACTIONS: readonly Action[] = [
  { name: 'start', weight: 5, act: start },
  { name: 'cancel', weight: 2, act: cancel },
  { name: 'retry', weight: 2, act: retry },
];

async function start(world: World, account: Account): Promise<void> {
  const kind = world.random.pick(['ALL', 'CHANGED'] as const);
  await expected(world, async (worker) => {
    await worker.sync.start(account.caller, { integrationId: account.integrationId, scope: { kind } });
  });
}

async function cancel(world: World, account: Account): Promise<void> {
  await expected(world, async ({ sync }) => {
    const { runs } = await sync.listRuns(account.caller, { integrationId: account.integrationId });
    const open = runs.find(({ finishedAt }) => finishedAt === null);
    if (open) await sync.cancel(account.caller, open.id);
  });
}

async function retry(world: World, account: Account): Promise<void> {
  await expected(world, async ({ sync }) => {
    const { runs } = await sync.listRuns(account.caller, { integrationId: account.integrationId });
    const failed = runs.find(({ finishedAt, counts }) => finishedAt !== null && counts.failed > 0);
    if (failed) await sync.retryFailed(account.caller, { runId: failed.id });
  });
}
