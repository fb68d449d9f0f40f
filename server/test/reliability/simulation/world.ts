import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from '@goodfunds/dataverse-emulator';
import type { Contact, Mapping } from '@goodfunds/shared';
import type { Runtime } from '../../../src/runtime/runtime.ts';
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
  /** Who was erased, and not handed over again since. */
  forgotten: Set<string>;
  /** Since when each of them is kept, at the least. */
  pushedAtMs: Map<string, number>;
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
  for (const accountId of [1, 2]) {
    const account = newAccount(world, accountId);
    await world.ask(async (worker) => await connect(worker, account));
    world.accounts.push(account);
  }
  return world;
}

function newAccount({ environments }: World, accountId: number): Account {
  const emulator = environments.emulators[accountId - 1];
  const [mapping = {}] = ALL_MAPPINGS;
  if (!emulator) throw new Error('there is nothing to connect');
  return {
    accountId,
    caller: { accountId, actor: 'administrator' },
    integrationId: '',
    emulator,
    mapping,
    contacts: new Map(),
    forgotten: new Set(),
    pushedAtMs: new Map(),
  };
}

/** Makes an integration, unless one was made and its maker died before saying so, and switches it on. */
export async function connect({ integrations }: Worker, account: Account): Promise<void> {
  const { caller, emulator, mapping } = account;
  const credentials = credentialsOf(emulator);
  const [left] = await integrations.list(caller);
  const { id, version } =
    left ?? (await integrations.create(caller, { provider: 'microsoft-dynamics', credentials }));
  account.integrationId = id;
  await integrations.update(caller, { integrationId: id, version, credentials, mapping, enabled: true });
}

export function credentialsOf({
  tenantId,
  clientId,
  clientSecret,
  baseUrl,
}: Emulator): Record<string, string> {
  return { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
}
