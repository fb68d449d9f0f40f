import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, type EmulatorOptions, startEmulator } from '@goodfunds/dataverse-emulator';
import type { Integration, Mapping, ProviderStatus } from '@goodfunds/shared';
import { inject } from 'vitest';
import { dataOf, type HttpCall, httpClient } from '../../harness/http-client.ts';
import { type ServerSettings, serverSettings } from '../../harness/processes.ts';
import { bundle } from './bundle.ts';

export const ACCOUNT = 7;

/** One database file, one emulator, and as many service processes as a test needs. */
export type ProcessFixture = AsyncDisposable & {
  emulator: Emulator;
  databasePath: string;
  start(plan?: Partial<ProcessPlan>): Promise<ServiceProcess>;
  /** `null` when the process ended by its signal before it listened. */
  tryStart(plan?: Partial<ProcessPlan>): Promise<ServiceProcess | null>;
  service(process: ServiceProcess): HttpCall;
  user(process: ServiceProcess, accountId?: number): Promise<HttpCall>;
  /** Creates an integration with a mapping and enables it. */
  connect(process: ServiceProcess, accountId?: number): Promise<Integration>;
};

type ProcessPlan = {
  leaseMs: number;
  /** The maximum size of the heap; the default of Node without it. */
  heapMiB?: number;
  /** Sends itself the signal at the nth pass of the crash point. */
  stopAt?: { point: string; hit: number; signal: 'SIGKILL' | 'SIGSTOP' };
};

export type ServiceProcess = {
  url: string;
  child: ChildProcess;
  /** Resolves when the process has ended. */
  ended: Promise<void>;
  hasEnded(): boolean;
  kill(): Promise<void>;
};

/** Short, so that a successor soon takes over the lease of a dead process. */
const LEASE_MS = 1_000;

export async function processFixture(options: EmulatorOptions = {}): Promise<ProcessFixture> {
  await using resources = new AsyncDisposableStack();
  const databaseFolder = await mkdtemp(join(tmpdir(), 'goodfunds-processes-'));
  resources.defer(async () => await rm(databaseFolder, { recursive: true, force: true }));
  const emulator = resources.use(await startEmulator(options));
  const databasePath = join(databaseFolder, 'crm.sqlite');
  const { settings, serviceKey, userToken } = await serverSettings({
    databaseUrl: `file:${databasePath}`,
    emulator,
  });
  const env = { ...settings, PORT: '0', LOG_LEVEL: 'error' };
  const processes: ServiceProcess[] = [];
  resources.defer(async () => {
    for (const each of processes) await each.kill();
  });
  const owned = resources.move();

  const tryStart: ProcessFixture['tryStart'] = async (plan = {}) => {
    const started = await startProcess(env, { leaseMs: LEASE_MS, ...plan });
    if (started) processes.push(started);
    return started;
  };
  const user: ProcessFixture['user'] = async ({ url }, accountId = ACCOUNT) =>
    httpClient(url, await userToken(accountId));

  return {
    emulator,
    databasePath,
    tryStart,
    start: async (plan) => {
      const started = await tryStart(plan);
      if (!started) throw new Error('The service process ended before it listened.');
      return started;
    },
    service: ({ url }) => httpClient(url, serviceKey),
    user,
    connect: async (process, accountId) => await connectEmulator(emulator, await user(process, accountId)),
    [Symbol.asyncDispose]: async () => await owned.disposeAsync(),
  };
}

/** Sets up an integration as an administrator does: credentials, connection test, mapping, enabled. */
export async function connectEmulator(emulator: Emulator, call: HttpCall): Promise<Integration> {
  const { tenantId, clientId, clientSecret, baseUrl } = emulator;
  const credentials = { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
  const { id: integrationId, version } = await dataOf<Integration>(
    call('config.create', { provider: 'microsoft-dynamics', credentials }),
  );
  const { status } = await dataOf<ProviderStatus>(call('connection.test', { integrationId }));
  if (status !== 'UP') throw new Error(`The connection test of the emulator ended ${status}.`);
  return await dataOf(call('config.update', { integrationId, version, mapping: MAPPING, enabled: true }));
}

const MAPPING: Mapping = {
  emailaddress1: { field: 'email' },
  firstname: { field: 'firstName' },
  lastname: { field: 'lastName' },
};

async function startProcess(settings: ServerSettings, plan: ProcessPlan): Promise<ServiceProcess | null> {
  const entry = await bundledEntry();
  const { heapMiB } = plan;
  const heap = heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`];
  const child = spawn(process.execPath, [...heap, entry, JSON.stringify(plan)], {
    env: { ...settings, NODE_COMPILE_CACHE: join(dirname(entry), 'compiled') },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(() => undefined);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const url = await Promise.race([listeningUrl(child), ended.then(() => null)]);
  if (url === null) {
    if (child.signalCode === null) throw new Error(`The service process did not start: ${log}`);
    return null;
  }
  return {
    url,
    child,
    ended,
    hasEnded,
    kill: async () => {
      if (!hasEnded()) child.kill('SIGKILL');
      await ended;
    },
  };
}

let bundled: Promise<string> | null = null;

/** Built once per worker of the test runner. */
async function bundledEntry(): Promise<string> {
  const entry = fileURLToPath(new URL('./process-entry.ts', import.meta.url));
  bundled ??= bundle(entry, join(inject('bundleFolder'), String(process.pid)));
  return await bundled;
}

async function listeningUrl(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return message.url;
}
