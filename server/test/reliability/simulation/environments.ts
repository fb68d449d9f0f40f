import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import { type ClosableEgress, createEgress } from '../../../src/security/egress/create-egress.ts';
import { openDatabase } from '../../../src/store/sqlite/open.ts';
import { type Random, seededRandom } from './random.ts';

/** The CRMs of all seeds of a test file, put back to their beginning for each. */
export type Environments = AsyncDisposable & {
  emulators: readonly Emulator[];
  egress: ClosableEgress;
  /** What the emulators take for the time, and for chance. */
  time: { nowMs: number };
  chance: { random: Random };
  /** Where one Entra ID would stand for all tenants. */
  authority: string;
  /** A folder for each seed's file, in memory where there is such a place: disks are tested elsewhere. */
  newFolder(): Promise<string>;
  /** An empty file of today's schema, to be copied. */
  emptyFile: string;
};

const BEGINNING_MS = Date.parse('2026-01-01T00:00:00Z');
const HOW_MANY = 3;
/** What is mapped, and what staff writes: new connections, of which a story has many, read what a table has. */
const ATTRIBUTES = ['emailaddress1', 'lastname', 'firstname', 'fullname', 'telephone1', 'jobtitle'];
const MEMORY_DISK = '/dev/shm';
/** Stands in every secret, so that a leak of one is found by a search for it. */
export const CANARY = 'canary-of-the-secrets';

export async function startEnvironments(): Promise<Environments> {
  const chance = { random: seededRandom(0) };
  const time = { nowMs: BEGINNING_MS };
  const runtime = {
    now: () => new Date(time.nowMs),
    delay: async () => undefined,
    uuid: () => chance.random.uuid(),
  };
  const emulators = await Promise.all(
    Array.from({ length: HOW_MANY }, (_, index) =>
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
  openDatabase(`file:${emptyFile}`).close();
  const [first] = emulators;
  if (!first) throw new Error('there is no environment');
  const egress = createEgress({ devOrigins: emulators.map(({ baseUrl }) => baseUrl) });
  return {
    emulators,
    egress: withTokensByTenant(egress, emulators),
    time,
    chance,
    authority: first.authority,
    newFolder: async () => await mkdtemp(join(folder, 'seed-')),
    emptyFile,
    [Symbol.asyncDispose]: async () => {
      await egress.close();
      for (const emulator of emulators) await emulator[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Puts everything back to where a seed begins. */
export function beginAnew({ emulators, time, chance }: Environments, seed: number): void {
  time.nowMs = BEGINNING_MS;
  chance.random = seededRandom(seed + 1_000_000);
  for (const emulator of emulators) emulator.reset();
}

/** Entra ID is one place for all tenants; each emulator knows its own only. */
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
