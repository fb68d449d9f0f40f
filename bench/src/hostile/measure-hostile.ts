import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchContext } from '../cases/measure.ts';
import { person } from '../data/people.ts';
import type { HostileFigures } from '../figures/hostile.ts';
import { connectDynamics } from '../growth/measure-growth.ts';
import { type RemoteService, startRemoteService } from '../growth/remote-service.ts';
import type { HostileCrm } from './messages.ts';

const HEALTHY_ACCOUNT = 1;
const CONTACTS_PER_PUSH = 50;
const PUSHES_ALONE = 20;
/** Longer than a CRM that answers after 20 s takes for a first batch. */
const BESIDE_MS = 60_000;

/** Pushes contacts of one account, alone and while every hostile CRM is drained and tested for other accounts. */
export async function measureHostile({ emulator, time }: BenchContext): Promise<HostileFigures> {
  time.setFactor(1);
  await emulator.setFactor(1);
  await emulator.prepare([]);
  await using hostile = await startHostileCrms();
  const devOrigins = hostile.crms.map(({ origin }) => origin);
  await emulator.trustResources(devOrigins);
  await using service = await startRemoteService(emulator.access, {
    factor: 1,
    accountId: HEALTHY_ACCOUNT,
    devOrigins,
  });
  await connectDynamics(service.user, emulator.access);
  let pushed = 0;
  const measurePush = async (): Promise<number> => {
    const startedMs = performance.now();
    await push(service, HEALTHY_ACCOUNT, pushed);
    pushed += CONTACTS_PER_PUSH;
    while ((await emulator.contactCount()) < pushed) await time.sleep(POLL_INTERVAL_MS);
    return performance.now() - startedMs;
  };
  // The first push opens the connection.
  await measurePush();
  const aloneMs: number[] = [];
  while (aloneMs.length < PUSHES_ALONE) aloneMs.push(await measurePush());

  const attacks = new AbortController();
  const accounts = await Promise.all(
    hostile.crms.map(async ({ origin }, index) => {
      const accountId = HEALTHY_ACCOUNT + 1 + index;
      const access = { ...emulator.access, baseUrl: origin };
      return { accountId, integrationId: await connectDynamics(service.userOf(accountId), access) };
    }),
  );
  const attacking = accounts.map(({ accountId, integrationId }) =>
    attack(service, accountId, integrationId, attacks.signal),
  );
  await service.longestDelayMs();
  const besideMs: number[] = [];
  const endMs = performance.now() + BESIDE_MS;
  while (performance.now() < endMs) besideMs.push(await measurePush());
  const longestDelayMs = await service.longestDelayMs();
  attacks.abort();
  await Promise.all(attacking);
  const { peakBytes } = await service.usage();
  return {
    crms: hostile.crms.map(({ title }) => title),
    contactsPerPush: CONTACTS_PER_PUSH,
    aloneMs,
    besideMs,
    longestDelayMs,
    peakBytes,
  };
}

const POLL_INTERVAL_MS = 5;

/** Pushes contacts and tests the connection again and again, which also ends pauses. */
async function attack(
  service: RemoteService,
  accountId: number,
  integrationId: string,
  signal: AbortSignal,
): Promise<void> {
  const user = service.userOf(accountId);
  for (let round = 0; !signal.aborted; round += 1) {
    await push(service, accountId, round * CONTACTS_PER_PUSH);
    await user.call('connection.test', { integrationId });
  }
}

async function push({ backend }: RemoteService, accountId: number, from: number): Promise<void> {
  const contacts = Array.from({ length: CONTACTS_PER_PUSH }, (_, offset) => person(from + offset));
  await backend.call('sync.push', { accountId, contacts });
}

type HostileCrms = AsyncDisposable & { readonly crms: readonly HostileCrm[] };

async function startHostileCrms(): Promise<HostileCrms> {
  const child = fork(ENTRY, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [crms] = (await once(child, 'message')) as [HostileCrm[]];
  return {
    crms,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

const ENTRY = fileURLToPath(new URL('hostile-process.ts', import.meta.url));
