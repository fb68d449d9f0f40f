import type { Item, Run } from '@goodfunds/shared';
import { startEnvironments } from './environments.ts';
import { type Account, createWorld, type World } from './world.ts';

/** A world without chance, for tests of one thing that lasts. */
export async function openStage(seed: number): Promise<{ world: World; account: Account } & AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const environments = opened.use(await startEnvironments());
  const world = opened.use(await createWorld(seed, environments));
  const [account] = world.accounts;
  if (!account) throw new Error('there is no account');
  const stage = opened.move();
  return { world, account, [Symbol.asyncDispose]: async () => await stage.disposeAsync() };
}

/** Drains what is due; when nothing is, the time passes to when something will be. */
export async function drainUntil(world: World, holds: () => boolean | Promise<boolean>): Promise<void> {
  const [worker] = world.workers;
  if (!worker) throw new Error('nobody is there');
  while (!(await holds())) {
    if (await worker.drainOnce()) continue;
    const dueMs = await worker.store.tasks.nextDueMs();
    if (dueMs === null) throw new Error('nothing is left to do');
    world.passTime(Math.max(dueMs - world.environments.time.nowMs, 0) + 1);
  }
}

export async function runOf({ workers }: World, { caller }: Account, runId: string): Promise<Run> {
  const run = await workers[0]?.sync.getRun(caller, runId);
  if (!run) throw new Error('there is no such run');
  return run;
}

export async function itemsOf({ workers }: World, { caller }: Account, runId: string): Promise<Item[]> {
  const page = await workers[0]?.sync.listItems(caller, { runId, limit: 500 });
  return page?.items ?? [];
}
