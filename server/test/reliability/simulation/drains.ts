import { pushContacts, someIds } from './contacts.ts';
import { type Account, type Action, runningWorker, type Simulation } from './simulation.ts';

/** What happens to the processes that drain. */
export const DRAIN_ACTIONS: readonly Action[] = [
  { name: 'drain', weight: 26, act: drain },
  { name: 'drain and crash', weight: 8, act: drainAndCrash },
  { name: 'drain and freeze', weight: 5, act: drainAndFreeze },
  { name: 'unfreeze', weight: 4, act: unfreeze },
  {
    name: 'restart',
    weight: 2,
    act: async (simulation) => await simulation.restart(runningWorker(simulation)),
  },
];

async function drain(simulation: Simulation): Promise<void> {
  await simulation.call(async (worker) => await worker.drainOnce());
}

async function drainAndCrash(simulation: Simulation): Promise<void> {
  await simulation.call(async (worker) => {
    worker.crashAfter(1 + simulation.random.below(40));
    await worker.drainOnce();
    worker.crashAfter(null);
  });
}

/** Often the lease of the frozen worker expires, its contacts change, and the other worker writes them first. */
async function drainAndFreeze(simulation: Simulation, account: Account): Promise<void> {
  const { random, workers } = simulation;
  const isAnyFrozen = (): boolean => workers.some((worker) => worker.isFrozen());
  if (isAnyFrozen()) return;
  const ids = someIds(simulation);
  await pushContacts(simulation, account, ids);
  await simulation.call(async (worker) => {
    if (random.chance(0.5)) worker.freezeAt(1, 'write');
    else worker.freezeAt(1 + random.below(6));
    await worker.drainOnce();
  });
  if (!isAnyFrozen() || random.chance(0.3)) return;
  simulation.passTime(LONGER_THAN_A_LEASE_MS);
  await pushContacts(simulation, account, ids);
  for (let drains = 0; drains < 3; drains += 1) await drain(simulation);
  if (random.chance(0.7)) await unfreeze(simulation);
}

async function unfreeze({ workers }: Simulation): Promise<void> {
  for (const worker of workers) if (worker.isFrozen()) await worker.unfreeze();
}

const LONGER_THAN_A_LEASE_MS = 40_000;
