import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from '@goodfunds/dataverse-emulator';
import type { Integration, Mapping, ProviderStatus } from '@goodfunds/shared';
import { dataOf, type PlainCall, plainCaller } from '../../harness/plain-calls.ts';
import { type ServerSettings, serverSettings } from '../../harness/processes.ts';
import { type Child, type ChildPlan, startChild } from './children.ts';

export const ACCOUNT = 7;

const MAPPING: Mapping = {
  emailaddress1: { field: 'email' },
  firstname: { field: 'firstName' },
  lastname: { field: 'lastName' },
};

export type DurableHouse = AsyncDisposable & {
  emulator: Emulator;
  databasePath: string;
  settings: ServerSettings;
  start(plan?: Partial<ChildPlan>): Promise<Child | null>;
  /** A child that has to come up. */
  mustStart(plan?: Partial<ChildPlan>): Promise<Child>;
  service(child: Child): PlainCall;
  user(child: Child, accountId?: number): Promise<PlainCall>;
  /** An integration with a mapping, switched on. */
  connect(child: Child, accountId?: number): Promise<Integration>;
};

/** Short enough that a successor need not wait long for the lease of one that died. */
const LEASE_MS = 1_000;

/** One file, one emulator, and as many processes of the service on them as a test wants. */
export async function durableHouse(options: EmulatorOptions = {}): Promise<DurableHouse> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-durable-'));
  started.defer(async () => await rm(folder, { recursive: true, force: true }));
  const emulator = started.use(await startEmulator(options));
  const databasePath = join(folder, 'crm.sqlite');
  const { settings, serviceKey, userToken } = await serverSettings({
    databaseUrl: `file:${databasePath}`,
    emulator,
  });
  const ownPort = { ...settings, PORT: '0', LOG_LEVEL: 'error' };
  const children: Child[] = [];
  started.defer(async () => {
    for (const child of children) {
      if (!child.hasEnded()) child.process.kill('SIGKILL');
      await child.ended;
    }
  });
  const running = started.move();

  const start: DurableHouse['start'] = async (plan = {}) => {
    const child = await startChild(ownPort, { leaseMs: LEASE_MS, ...plan });
    if (child) children.push(child);
    return child;
  };
  const user: DurableHouse['user'] = async ({ url }, accountId = ACCOUNT) =>
    plainCaller(url, await userToken(accountId));

  return {
    emulator,
    databasePath,
    settings: ownPort,
    start,
    mustStart: async (plan) => {
      const child = await start(plan);
      if (!child) throw new Error('the child was gone before it listened');
      return child;
    },
    service: ({ url }) => plainCaller(url, serviceKey),
    user,
    connect: async (child, accountId) => await connectEmulator(emulator, await user(child, accountId)),
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

/** What an administrator does: credentials, a test, a mapping, on. */
export async function connectEmulator(emulator: Emulator, call: PlainCall): Promise<Integration> {
  const { tenantId, clientId, clientSecret, baseUrl } = emulator;
  const credentials = { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
  const created = await dataOf<Integration>(
    call('config.create', { provider: 'microsoft-dynamics', credentials }),
  );
  const { id: integrationId, version } = created;
  const { status } = await dataOf<ProviderStatus>(call('connection.test', { integrationId }));
  if (status !== 'UP') throw new Error('the emulator does not answer');
  return await dataOf(call('config.update', { integrationId, version, mapping: MAPPING, enabled: true }));
}
