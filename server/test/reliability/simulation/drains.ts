import type { Action } from './action.ts';
import { awake } from './calls.ts';
import { pushContacts, someIds } from './contacts.ts';
import type { Account, World } from './world.ts';

/** What becomes of the processes that drain. */
export const DRAIN_ACTIONS: readonly Action[] = [
  { name: 'drain', weight: 26, act: drain },
  { name: 'drain and die', weight: 8, act: drainAndDie },
  { name: 'drain and freeze', weight: 5, act: drainAndFreeze },
  { name: 'thaw', weight: 4, act: thaw },
  { name: 'die idle', weight: 2, act: async (world) => await world.restart(awake(world)) },
];

async function drain(world: World): Promise<void> {
  await world.ask(async (worker) => await worker.drainOnce());
}

async function drainAndDie(world: World): Promise<void> {
  await world.ask(async (worker) => {
    worker.dieAfter(1 + world.random.below(40));
    await worker.drainOnce();
    worker.dieAfter(null);
  });
}

/** Often just so that the others overtake it: its lease runs out, its contacts change, another worker brings them. */
async function drainAndFreeze(world: World, account: Account): Promise<void> {
  if (world.workers.some((worker) => worker.isFrozen())) return;
  const ids = someIds(world);
  await pushContacts(world, account, ids);
  await world.ask(async (worker) => {
    if (world.random.chance(0.5)) worker.freezeAt(1, 'write');
    else worker.freezeAt(1 + world.random.below(6));
    await worker.drainOnce();
  });
  if (!world.workers.some((worker) => worker.isFrozen()) || world.random.chance(0.3)) return;
  world.passTime(LONGER_THAN_A_LEASE_MS);
  await pushContacts(world, account, ids);
  for (let drains = 0; drains < 3; drains += 1) await world.ask(async (worker) => await worker.drainOnce());
  if (world.random.chance(0.7)) await thaw(world);
}

async function thaw(world: World): Promise<void> {
  for (const worker of world.workers) if (worker.isFrozen()) await worker.thaw();
}

const LONGER_THAN_A_LEASE_MS = 40_000;
