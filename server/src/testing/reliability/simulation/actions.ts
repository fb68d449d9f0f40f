import type { Contact, PushResult, UpdateIntegrationInput } from '@goodfunds/shared';
import { UseCaseError } from '../../../runtime/use-case-error.ts';
import { CANARY } from './environments.ts';
import { FAULTS } from './faults.ts';
import { statedName } from './names.ts';
import { STAFF_ACTIONS } from './staff.ts';
import { type Account, ALL_MAPPINGS, credentialsOf, type World } from './world.ts';

/** Something that happens, by its name and how often. */
type Action = { name: string; weight: number; act: (world: World, account: Account) => Promise<void> };

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

const ACTIONS: readonly Action[] = [
  { name: 'push', weight: 14, act: push },
  {
    name: 'drain',
    weight: 26,
    act: async (world) => void (await world.ask(async (worker) => await worker.drainOnce())),
  },
  { name: 'drain and die', weight: 8, act: drainAndDie },
  { name: 'drain and freeze', weight: 5, act: drainAndFreeze },
  { name: 'thaw', weight: 4, act: thaw },
  { name: 'die idle', weight: 2, act: async (world) => await world.restart(awake(world)) },
  { name: 'time', weight: 8, act: passTime },
  { name: 'fault', weight: 7, act: addFault },
  { name: 'no faults', weight: 3, act: async (_world, { emulator }) => emulator.clearFaults() },
  {
    name: 'staff',
    weight: 8,
    act: async (world, account) => world.random.pick(STAFF_ACTIONS)(world, account),
  },
  { name: 'start', weight: 5, act: start },
  { name: 'cancel', weight: 2, act: cancel },
  { name: 'retry', weight: 2, act: retry },
  { name: 'mapping', weight: 3, act: changeMapping },
  {
    name: 'rename',
    weight: 2,
    act: rename,
  },
  { name: 'switch', weight: 2, act: switchOffOrOn },
  { name: 'secret', weight: 2, act: rotateSecret },
  { name: 'credentials', weight: 3, act: enterCredentials },
  { name: 'environment', weight: 1, act: moveEnvironment },
  { name: 'test', weight: 2, act: testConnection },
  { name: 'forget', weight: 2, act: forget },
  { name: 'disk', weight: 3, act: async (world) => awake(world).setDiskFull(world.random.chance(0.4)) },
];
const TOTAL_WEIGHT = ACTIONS.reduce((sum, { weight }) => sum + weight, 0);

/** Lets one thing happen to one account. */
export async function actOnce(world: World): Promise<void> {
  const account = world.random.pick(world.accounts);
  let place = world.random.below(TOTAL_WEIGHT);
  for (const { name, weight, act } of ACTIONS) {
    place -= weight;
    if (place >= 0) continue;
    world.story.push(`${name} (${account.accountId})`);
    await act(world, account);
    return;
  }
}

/** The caller repeats the push with its key until it is answered, and sometimes once more. */
async function push(world: World, account: Account): Promise<void> {
  const { random } = world;
  const contacts = Array.from({ length: 1 + random.below(8) }, () => nextContact(world, account));
  const idempotencyKey = random.uuid();
  const call = async (): Promise<PushResult> => {
    for (let tries = 1; ; tries += 1) {
      if (tries > 3) for (const worker of world.workers) worker.setDiskFull(false);
      const answer = await world.ask(
        async (worker) => await worker.sync.push(account.caller, { contacts, idempotencyKey }),
      );
      if (answer) return answer;
    }
  };
  if (random.chance(0.2)) awake(world).dieAfter(1 + random.below(4));
  const answer = await call();
  for (const contact of contacts) account.contacts.set(contact.id, contact);
  if (random.chance(0.2) && JSON.stringify(await call()) !== JSON.stringify(answer)) {
    throw new Error('a repeated push was answered otherwise');
  }
  for (const worker of world.workers) worker.dieAfter(null);
}

/** A new one, or another state of one that is there. Its last name says whose it is and which state. */
function nextContact(world: World, { accountId, contacts }: Account): Contact {
  const id = `c${world.random.below(MOST_CONTACTS)}`;
  world.states += 1;
  const { random, states } = world;
  const email = contacts.get(id)?.email ?? `${id}@account${accountId}.example`;
  return {
    id,
    email: random.chance(0.04)
      ? 'not an e-mail'
      : random.chance(0.05)
        ? `${id}.${states}@account${accountId}.example`
        : email,
    lastName: random.chance(0.04) ? 'long '.repeat(30) : statedName(accountId, id, states),
    firstName: random.chance(0.2) ? null : `Ada ${states}`,
    phone: random.chance(0.3) ? null : `+49 ${states}`,
  };
}
/** Few, so that what happens happens to the same ones again and again. */
const MOST_CONTACTS = 14;

async function drainAndDie(world: World): Promise<void> {
  await world.ask(async (worker) => {
    worker.dieAfter(1 + world.random.below(40));
    await worker.drainOnce();
    worker.dieAfter(null);
  });
}

/** Often just so that the others overtake it: its lease runs out, its contacts change, another worker brings them. */
async function drainAndFreeze(world: World, account: Account): Promise<void> {
  if (world.workers.some((worker) => worker.isFrozen())) return;
  await push(world, account);
  await world.ask(async (worker) => {
    worker.freezeAt(1 + world.random.below(6));
    await worker.drainOnce();
  });
  if (!world.workers.some((worker) => worker.isFrozen()) || world.random.chance(0.3)) return;
  world.passTime(40 * SECOND_MS);
  await push(world, account);
  for (let drains = 0; drains < 3; drains += 1) await world.ask(async (worker) => await worker.drainOnce());
  if (world.random.chance(0.7)) await thaw(world);
}

async function thaw(world: World): Promise<void> {
  for (const worker of world.workers) if (worker.isFrozen()) await worker.thaw();
}

async function passTime(world: World): Promise<void> {
  world.passTime(
    world.random.pick([
      10,
      2 * SECOND_MS,
      45 * SECOND_MS,
      5 * 60 * SECOND_MS,
      2 * HOUR_MS,
      30 * HOUR_MS,
      -20 * SECOND_MS,
    ]),
  );
}

async function addFault({ random }: World, { emulator }: Account): Promise<void> {
  emulator.addFaults(random.pick(FAULTS));
}

async function start(world: World, account: Account): Promise<void> {
  const kind = world.random.pick(['ALL', 'CHANGED'] as const);
  await expected(world, async (worker) => {
    await worker.sync.start(account.caller, { integrationId: account.integrationId, scope: { kind } });
  });
}

async function cancel(world: World, account: Account): Promise<void> {
  await expected(world, async ({ sync }) => {
    const { runs } = await sync.listRuns(account.caller, { integrationId: account.integrationId });
    const open = runs.find(({ finishedAt }) => finishedAt === null);
    if (open) await sync.cancel(account.caller, open.id);
  });
}

async function retry(world: World, account: Account): Promise<void> {
  await expected(world, async ({ sync }) => {
    const { runs } = await sync.listRuns(account.caller, { integrationId: account.integrationId });
    const failed = runs.find(({ finishedAt, counts }) => finishedAt !== null && counts.failed > 0);
    if (failed) await sync.retryFailed(account.caller, { runId: failed.id });
  });
}

async function changeMapping(world: World, account: Account): Promise<void> {
  const mapping = world.random.pick(ALL_MAPPINGS);
  if (await update(world, account, { mapping })) account.mapping = mapping;
}

async function rename(world: World, account: Account): Promise<void> {
  await update(world, account, { name: world.random.uuid() });
}

async function switchOffOrOn(world: World, account: Account): Promise<void> {
  await update(world, account, { enabled: world.random.chance(0.6) });
}

async function rotateSecret({ random }: World, { emulator }: Account): Promise<void> {
  emulator.setSecret({ clientSecret: `${CANARY}-${random.uuid()}` });
}

async function enterCredentials(world: World, account: Account): Promise<void> {
  await update(world, account, { credentials: credentialsOf(account.emulator) });
}

/** Only the first account has two environments; nobody else is ever in them. */
async function moveEnvironment(world: World, account: Account): Promise<void> {
  const [first, , third] = world.environments.emulators;
  if (account.accountId !== 1 || !first || !third) return;
  const next = account.emulator === first ? third : first;
  if (await update(world, account, { credentials: credentialsOf(next) })) account.emulator = next;
}

async function testConnection(world: World, { caller, integrationId }: Account): Promise<void> {
  await expected(world, async (worker) => {
    await worker.integrations.testConnection(caller, { integrationId });
  });
}

async function forget(world: World, { caller, contacts }: Account): Promise<void> {
  const known = [...contacts.keys()];
  if (known.length === 0) return;
  const contactId = world.random.pick(known);
  const done = await expected(world, async ({ sync }) => await sync.forgetContact(caller, { contactId }));
  if (done) contacts.delete(contactId);
}

/** Answers whether it was done. Whoever is refused for the CRM's sake tries again another day. */
export async function update(
  world: World,
  { caller, integrationId }: Account,
  changes: Omit<UpdateIntegrationInput, 'integrationId' | 'version'>,
): Promise<boolean> {
  return await expected(world, async ({ integrations }) => {
    const { version } = await integrations.get(caller, { integrationId });
    await integrations.update(caller, { integrationId, version, ...changes });
  });
}

/** Does it, or is refused by a code, as callers are. */
async function expected(world: World, work: Parameters<typeof world.ask<void>>[0]): Promise<boolean> {
  const done = await world.ask(async (worker) => {
    try {
      await work(worker);
      return true;
    } catch (error) {
      if (error instanceof UseCaseError && error.code !== 'UNAVAILABLE') return false;
      throw error;
    }
  });
  return done ?? false;
}

function awake({ random, workers }: World): World['workers'][number] {
  return random.pick(workers.filter((worker) => !worker.isFrozen()));
}
