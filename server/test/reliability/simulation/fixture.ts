import type { Contact, Item, Run } from '@goodfunds/shared';
import { push } from '../../../src/sync/push.ts';
import { getRun, listItems } from '../../../src/sync/runs.ts';
import { startEnvironments } from './environments.ts';
import { type Account, createSimulation, type Simulation } from './simulation.ts';
import type { Worker } from './worker.ts';

/** A simulation without random actions, for tests of one situation. */
export async function openSimulation(
  seed: number,
): Promise<{ simulation: Simulation; account: Account } & AsyncDisposable> {
  await using resources = new AsyncDisposableStack();
  const environments = resources.use(await startEnvironments());
  const simulation = resources.use(await createSimulation(seed, environments));
  const [account] = simulation.accounts;
  if (!account) throw new Error('the simulation has no account');
  const owned = resources.move();
  return { simulation, account, [Symbol.asyncDispose]: async () => await owned.disposeAsync() };
}

/** Drains what is due; if nothing is, time passes until something is. */
export async function drainUntil(
  simulation: Simulation,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const worker = firstWorker(simulation);
  while (!(await condition())) {
    if (await worker.drainOnce()) continue;
    const dueMs = await worker.context.store.tasks.nextDueMs();
    if (dueMs === null) throw new Error('nothing is due any more');
    simulation.passTime(Math.max(dueMs - simulation.environments.time.now(), 0) + 1);
  }
}

/** Pushes and returns the id of the run. */
export async function pushRun(
  simulation: Simulation,
  { caller }: Account,
  contacts: Contact[],
): Promise<string> {
  const { runs } = await push(firstWorker(simulation).context, caller, { contacts });
  return runs[0]?.id ?? '';
}

export async function runOf(simulation: Simulation, { caller }: Account, runId: string): Promise<Run> {
  return await getRun(firstWorker(simulation).context, caller, runId);
}

export async function itemsOf(simulation: Simulation, { caller }: Account, runId: string): Promise<Item[]> {
  const { items } = await listItems(firstWorker(simulation).context, caller, { runId, limit: 500 });
  return items;
}

export function firstWorker({ workers: [worker] }: Simulation): Worker {
  if (!worker) throw new Error('the simulation has no worker');
  return worker;
}
