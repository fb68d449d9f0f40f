import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import { type ClosableEgress, createEgress } from '../../../src/security/egress/create-egress.ts';
import type { Settings } from '../../../src/settings.ts';
import { openDatabase } from '../../../src/store/sqlite/open.ts';
import { testSettings } from '../../harness/service.ts';
import { type Random, seededRandom } from './random.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** The CRM environments of all seeds of a test file. */
export type Environments = AsyncDisposable & {
  emulators: readonly Emulator[];
  settings: Settings;
  egress: ClosableEgress;
  /** Time and chance of the emulators. */
  time: VirtualTime;
  chance: { random: Random };
  /** A folder for the database of one seed, in memory where the machine has a file system for that. */
  newFolder(): Promise<string>;
  /** An empty database of the current schema, to be copied. */
  emptyFile: string;
};

const BEGINNING_MS = Date.parse('2026-01-01T00:00:00Z');
const ENVIRONMENTS = 3;
/** Only what is mapped or edited: each new connection reads the metadata of the whole table. */
const ATTRIBUTES = [
  'emailaddress1',
  'lastname',
  'firstname',
  'fullname',
  'telephone1',
  'jobtitle',
  'donotemail',
];
const MEMORY_DISK = '/dev/shm';
/** Part of every secret, so that a leak is found by searching for it. */
export const CANARY = 'canary-of-the-secrets';

export async function startEnvironments(): Promise<Environments> {
  const chance = { random: seededRandom(0) };
  const time = createVirtualTime(BEGINNING_MS);
  const runtime = {
    now: () => new Date(time.now()),
    delay: async () => undefined,
    uuid: () => chance.random.uuid(),
  };
  const emulators = await Promise.all(
    Array.from({ length: ENVIRONMENTS }, (_, index) =>
      startEmulator({
        runtime,
        clientSecret: `${CANARY}-of-environment-${index}`,
        attributes: ATTRIBUTES,
      }),
    ),
  );
  const folder = await mkdtemp(
    join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), 'goodfunds-simulation-'),
  );
  const emptyFile = join(folder, 'empty.sqlite');
  await openDatabase(`file:${emptyFile}`).close();
  const [first] = emulators;
  if (!first) throw new Error('no emulator was started');
  const origins = emulators.map(({ baseUrl }) => baseUrl);
  const egress = createEgress({ devOrigins: origins });
  return {
    emulators,
    settings: testSettings({
      DATAVERSE_DEV_ORIGINS: origins.join(','),
      ENTRA_AUTHORITY: first.authority,
      LOG_LEVEL: 'silent',
    }),
    egress: withTokensByTenant(egress, emulators),
    time,
    chance,
    newFolder: async () => await mkdtemp(join(folder, 'seed-')),
    emptyFile,
    [Symbol.asyncDispose]: async () => {
      await egress.close();
      for (const emulator of emulators) await emulator[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Restores the state in which every seed begins. */
export function resetEnvironments({ emulators, time, chance }: Environments, seed: number): void {
  time.reset();
  chance.random = seededRandom(seed + 1_000_000);
  for (const emulator of emulators) emulator.reset();
}

/** Entra ID serves all tenants at one address; each emulator serves only its own. */
function withTokensByTenant(egress: ClosableEgress, emulators: readonly Emulator[]): ClosableEgress {
  return {
    ...egress,
    request: async (request) => {
      const tenant = request.url.pathname.split('/')[1];
      const own = emulators.find(({ tenantId }) => tenantId === tenant);
      const url = own ? new URL(request.url.pathname + request.url.search, own.authority) : request.url;
      return await egress.request({ ...request, url });
    },
  };
}
