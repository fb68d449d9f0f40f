import type { Action } from './action.ts';
import { expected, update } from './calls.ts';
import { CANARY } from './environments.ts';
import { type Account, ALL_MAPPINGS, connect, credentialsOf, type World } from './world.ts';

/** What an administrator does to an integration. */
export const CONFIGURATION_ACTIONS: readonly Action[] = [
  { name: 'mapping', weight: 3, act: changeMapping },
  { name: 'rules', weight: 2, act: changeRules },
  { name: 'rename', weight: 2, act: rename },
  { name: 'switch', weight: 2, act: switchOffOrOn },
  { name: 'secret', weight: 2, act: rotateSecret },
  { name: 'credentials', weight: 3, act: enterCredentials },
  { name: 'environment', weight: 1, act: moveEnvironment },
  { name: 'test', weight: 2, act: testConnection },
  { name: 'remove', weight: 1, act: removeAndConnect },
];

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

/** For a while; the rules that the end is judged by are the ones everybody begins with. */
async function changeRules(world: World, account: Account): Promise<void> {
  const { random } = world;
  await update(world, account, {
    strategy: random.pick(['SKIP', 'UPDATE_IF_EMPTY', 'UPDATE_IF_CHANGED'] as const),
    onAmbiguousMatch: random.pick(['REPORT', 'OLDEST', 'MOST_RECENTLY_MODIFIED'] as const),
    onDeletedInCrm: random.pick(['REPORT', 'RECREATE'] as const),
  });
}

/** Whoever cannot connect again at once does so later, at the latest in the end. */
async function removeAndConnect(world: World, account: Account): Promise<void> {
  const { caller, integrationId } = account;
  await expected(world, async ({ integrations }) => await integrations.remove(caller, { integrationId }));
  await expected(world, async (worker) => await connect(worker, account));
}
