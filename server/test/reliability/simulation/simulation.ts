import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from '@goodfunds/dataverse-emulator';
import type { Contact, Mapping } from '@goodfunds/shared';
import { createIntegration } from '../../../src/integrations/create-integration.ts';
import { listIntegrations } from '../../../src/integrations/read-integrations.ts';
import { updateIntegration } from '../../../src/integrations/update-integration.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { type Environments, resetEnvironments } from './environments.ts';
import { type Random, seededRandom } from './random.ts';
import { isSimulatedFault, startWorker, type Worker } from './worker.ts';

/** Something that happens to one account; the weight is its relative frequency. */
export type Action = {
  name: string;
  weight: number;
  act: (simulation: Simulation, account: Account) => void | Promise<void>;
};

/** An organisation and what the simulation expects of it. */
export type Account = {
  accountId: number;
  caller: { accountId: number; actor: string };
  integrationId: string;
  /** The environment that its integration is connected to. */
  emulator: Emulator;
  mapping: Mapping;
  /** The current contacts of GoodFunds. */
  contacts: Map<string, Contact>;
  /** Contacts that were forgotten and not pushed again. */
  forgotten: Set<string>;
  pushedAtMs: Map<string, number>;
};

export type Simulation = AsyncDisposable & {
  seed: number;
  random: Random;
  databasePath: string;
  environments: Environments;
  accounts: Account[];
  workers: Worker[];
  /** The actions so far, for the message of a failure. */
  history: string[];
  /** Counts the versions of all contacts, so that each version is unique. */
  versions: number;
  logged: string[];
  passTime(durationMs: number): void;
  /** Calls one of the workers that are not frozen. `null` if it crashed (it is restarted) or could not write. */
  call<T>(work: (worker: Worker) => Promise<T>): Promise<T | null>;
  restart(worker: Worker): Promise<void>;
};

export const MAPPINGS: readonly Mapping[] = [
  { emailaddress1: { field: 'email' }, lastname: { field: 'lastName' } },
  { emailaddress1: { field: 'email' }, lastname: { field: 'lastName' }, firstname: { field: 'firstName' } },
  {
    emailaddress1: { field: 'email' },
    lastname: { field: 'lastName' },
    firstname: { field: 'firstName' },
    telephone1: { field: 'phone' },
    donotemail: { field: 'customFields.noEmail', strategy: 'UPDATE_IF_STRICTER', stricter: true },
  },
];

/** Two workers on one database; two accounts with an environment each, and a third environment to move to. */
export async function createSimulation(seed: number, environments: Environments): Promise<Simulation> {
  const random = seededRandom(seed);
  const folder = await environments.newFolder();
  const databasePath = join(folder, 'crm.sqlite');
  await copyFile(environments.emptyFile, databasePath);
  resetEnvironments(environments, seed);
  const { time } = environments;
  const runtime: Runtime = {
    clock: time,
    randomness: {
      bytes: (length) => Uint8Array.from({ length }, () => random.below(256)),
      fraction: () => random.fraction(),
    },
    ids: { next: () => random.uuid() },
  };
  const logged: string[] = [];
  const newWorker = async (): Promise<Worker> =>
    await startWorker({ databaseUrl: `file:${databasePath}`, environments, runtime, logged });

  const simulation: Simulation = {
    seed,
    random,
    databasePath,
    environments,
    accounts: [],
    workers: [await newWorker(), await newWorker()],
    history: [],
    versions: 0,
    logged,
    passTime: (durationMs) => time.pass(durationMs),
    call: async (work) => {
      const worker = runningWorker(simulation);
      try {
        return await work(worker);
      } catch (error) {
        if (!isSimulatedFault(error) && !worker.hasCrashed()) throw error;
        return null;
      } finally {
        if (worker.hasCrashed()) await simulation.restart(worker);
      }
    },
    restart: async (worker) => {
      await worker.close();
      const restarted = await newWorker();
      simulation.workers.splice(simulation.workers.indexOf(worker), 1, restarted);
    },
    [Symbol.asyncDispose]: async () => {
      for (const worker of simulation.workers) await worker.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  for (const accountId of [1, 2]) {
    const account = newAccount(simulation, accountId);
    await simulation.call(async (worker) => await connect(worker, account));
    simulation.accounts.push(account);
  }
  return simulation;
}

export function runningWorker({ random, workers }: Simulation): Worker {
  return random.pick(workers.filter((worker) => !worker.isFrozen()));
}

function newAccount({ environments }: Simulation, accountId: number): Account {
  const emulator = environments.emulators[accountId - 1];
  const [mapping = {}] = MAPPINGS;
  if (!emulator) throw new Error(`account ${accountId} has no environment`);
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

/** Creates the integration, unless a crashed worker already did, and enables it. */
export async function connect({ context }: Worker, account: Account): Promise<void> {
  const { caller, emulator, mapping } = account;
  const credentials = credentialsOf(emulator);
  const [existing] = await listIntegrations(context, caller);
  const { id, version } =
    existing ?? (await createIntegration(context, caller, { provider: 'microsoft-dynamics', credentials }));
  account.integrationId = id;
  await updateIntegration(context, caller, {
    integrationId: id,
    version,
    credentials,
    mapping,
    enabled: true,
  });
}

export function credentialsOf({
  tenantId,
  clientId,
  clientSecret,
  baseUrl,
}: Emulator): Record<string, string> {
  return { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
}
