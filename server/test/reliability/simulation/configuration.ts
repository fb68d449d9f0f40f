import { updateStrategySchema } from '@goodfunds/shared/schemas';
import { removeIntegration } from '../../../src/integrations/remove-integration.ts';
import { testConnection } from '../../../src/integrations/test-connection.ts';
import { isAccepted, update } from './calls.ts';
import { CANARY } from './environments.ts';
import {
  type Account,
  type Action,
  connect,
  credentialsOf,
  MAPPINGS,
  type Simulation,
} from './simulation.ts';

/** What an administrator does to an integration. */
export const CONFIGURATION_ACTIONS: readonly Action[] = [
  { name: 'mapping', weight: 3, act: changeMapping },
  { name: 'rules', weight: 2, act: changeRules },
  { name: 'schedule', weight: 2, act: changeSchedule },
  { name: 'rename', weight: 2, act: rename },
  { name: 'switch', weight: 2, act: enableOrDisable },
  { name: 'secret', weight: 2, act: rotateSecret },
  { name: 'credentials', weight: 3, act: enterCredentials },
  { name: 'environment', weight: 1, act: moveEnvironment },
  { name: 'test', weight: 2, act: test },
  { name: 'remove', weight: 1, act: removeAndConnect },
];

async function changeMapping(simulation: Simulation, account: Account): Promise<void> {
  const mapping = simulation.random.pick(MAPPINGS);
  if (await update(simulation, account, { mapping })) account.mapping = mapping;
}

/** For a while: the final checks set the rules back. */
async function changeRules(simulation: Simulation, account: Account): Promise<void> {
  const { random } = simulation;
  await update(simulation, account, {
    strategy: random.pick(updateStrategySchema.options),
    onEditConflict: random.pick(['GOODFUNDS', 'CRM'] as const),
    onAmbiguousMatch: random.pick(['REPORT', 'OLDEST', 'MOST_RECENTLY_MODIFIED'] as const),
    onDeletedInCrm: random.pick(['REPORT', 'RECREATE'] as const),
    onRefusedValue: random.pick(['LEAVE_OUT', 'FAIL'] as const),
    onNameMismatch: random.pick(['REPORT', 'CREATE', 'UPDATE'] as const),
  });
}

async function changeSchedule(simulation: Simulation, account: Account): Promise<void> {
  const { random } = simulation;
  await update(simulation, account, {
    schedule: {
      changed: random.pick(['OFF', 'HOURLY', 'DAILY'] as const),
      all: random.pick(['OFF', 'WEEKLY'] as const),
      time: random.pick(['00:00', '02:30', '23:59']),
      timeZone: random.pick(['Europe/Berlin', 'America/New_York', 'UTC']),
    },
  });
}

async function rename(simulation: Simulation, account: Account): Promise<void> {
  await update(simulation, account, { name: simulation.random.uuid() });
}

async function enableOrDisable(simulation: Simulation, account: Account): Promise<void> {
  await update(simulation, account, { enabled: simulation.random.chance(0.6) });
}

async function rotateSecret({ random }: Simulation, { emulator }: Account): Promise<void> {
  emulator.setSecret({ clientSecret: `${CANARY}-${random.uuid()}` });
}

async function enterCredentials(simulation: Simulation, account: Account): Promise<void> {
  await update(simulation, account, { credentials: credentialsOf(account.emulator) });
}

/** Only the first account has two environments, and no other account uses them. */
async function moveEnvironment(simulation: Simulation, account: Account): Promise<void> {
  const [first, , third] = simulation.environments.emulators;
  if (account.accountId !== 1 || !first || !third) return;
  const next = account.emulator === first ? third : first;
  if (await update(simulation, account, { credentials: credentialsOf(next) })) account.emulator = next;
}

async function test(simulation: Simulation, { caller, integrationId }: Account): Promise<void> {
  await isAccepted(simulation, async ({ context }) => {
    await testConnection(context, caller, { integrationId });
  });
}

/** If the account cannot connect at once, the final checks connect it. */
async function removeAndConnect(simulation: Simulation, account: Account): Promise<void> {
  const { caller, integrationId } = account;
  await isAccepted(
    simulation,
    async ({ context }) => await removeIntegration(context, caller, { integrationId }),
  );
  await isAccepted(simulation, async (worker) => await connect(worker, account));
}
