import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from '@goodfunds/dataverse-emulator';
import type { Contact, Mapping } from '@goodfunds/shared';
import type { Runtime } from '../../../runtime/runtime.ts';
import { beginAnew, type Environments } from './environments.ts';
import { type Random, seededRandom } from './random.ts';
import { isPlanned, startWorker, type Worker } from './worker.ts';

/** One organisation, as the simulation knows it. */
export type Account = {
  accountId: number;
  caller: { accountId: number; actor: string };
  integrationId: string;
  /** Where its integration leads now. */
  emulator: Emulator;
  mapping: Mapping;
  /** What stands in GoodFunds. */
  contacts: Map<string, Contact>;
};

export type World = AsyncDisposable & {
  seed: number;
  random: Random;
  databasePath: string;
  environments: Environments;
  accounts: Account[];
  workers: Worker[];
  /** What happened, to be read after a failure. */
  story: string[];
  /** Counts the states of contacts, so that each can be told from the ones before. */
  states: number;
  logged: unknown[];
  passTime(durationMs: number): void;
  /**
   * Has one of the workers that are awake do something. One that dies by it is started anew. `null` when it died,
   * or when the file took nothing.
   */
  ask<T>(work: (worker: Worker) => Promise<T>): Promise<T | null>;
  restart(worker: Worker): Promise<void>;
};

export const ALL_MAPPINGS: readonly Mapping[] = [
  { emailaddress1: { field: 'email' }, lastname: { field: 'lastName' } },
  { emailaddress1: { field: 'email' }, lastname: { field: 'lastName' }, firstname: { field: 'firstName' } },
  {
    emailaddress1: { field: 'email' },
    lastname: { field: 'lastName' },
    firstname: { field: 'firstName' },
    telephone1: { field: 'phone' },
  },
];

/** A file of its own, two workers on it, and two accounts with an environment each and a third to move to. */
export async function createWorld(seed: number, environments: Environments): Promise<World> {
  const random = seededRandom(seed);
  const folder = await environments.newFolder();
  const databasePath = join(folder, 'crm.sqlite');
  await copyFile(environments.emptyFile, databasePath);
  beginAnew(environments, seed);
  const { time } = environments;
  const runtime: Runtime = {
    clock: {
      now: () => time.nowMs,
      sleep: async (durationMs) => {
        time.nowMs += Math.max(durationMs, 0);
      },
    },
    randomness: {
      bytes: (length) => Uint8Array.from({ length }, () => random.below(256)),
      fraction: () => random.fraction(),
    },
    ids: { next: () => random.uuid() },
  };
  const logged: unknown[] = [];
  let workersMade = 0;
  const newWorker = (): Worker => {
    workersMade += 1;
    return startWorker({
      name: `worker-${workersMade}`,
      databaseUrl: `file:${databasePath}`,
      environments,
      runtime,
      log: (entry) => logged.push(entry),
    });
  };

  const world: World = {
    seed,
    random,
    databasePath,
    environments,
    accounts: [],
    workers: [newWorker(), newWorker()],
    story: [],
    states: 0,
    logged,
    passTime: (durationMs) => {
      time.nowMs += durationMs;
    },
    ask: async (work) => {
      const worker = random.pick(world.workers.filter((each) => !each.isFrozen()));
      try {
        return await work(worker);
      } catch (error) {
        if (!isPlanned(error) && !worker.isDead()) throw error;
        return null;
      } finally {
        if (worker.isDead()) await world.restart(worker);
      }
    },
    restart: async (worker) => {
      await worker.close();
      world.workers.splice(world.workers.indexOf(worker), 1, newWorker());
    },
    [Symbol.asyncDispose]: async () => {
      for (const worker of world.workers) await worker.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  for (const index of [0, 1]) world.accounts.push(await connectAccount(world, index));
  return world;
}

async function connectAccount(world: World, index: number): Promise<Account> {
  const emulator = world.environments.emulators[index];
  const [mapping = {}] = ALL_MAPPINGS;
  const [worker] = world.workers;
  if (!emulator || !worker) throw new Error('there is nothing to connect');
  const accountId = index + 1;
  const caller = { accountId, actor: 'administrator' };
  const { id, version } = await worker.integrations.create(caller, {
    provider: 'microsoft-dynamics',
    credentials: credentialsOf(emulator),
  });
  await worker.integrations.update(caller, { integrationId: id, version, mapping, enabled: true });
  return { accountId, caller, integrationId: id, emulator, mapping, contacts: new Map() };
}

export function credentialsOf({
  tenantId,
  clientId,
  clientSecret,
  baseUrl,
}: Emulator): Record<string, string> {
  return { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
}
