import { CONFIGURATION_ACTIONS } from './configuration.ts';
import { CONTACT_ACTIONS } from './contacts.ts';
import { CRM_USER_ACTIONS } from './crm-user.ts';
import { DRAIN_ACTIONS } from './drains.ts';
import { FAULTS } from './faults.ts';
import { RUN_ACTIONS } from './runs.ts';
import { type Account, type Action, runningWorker, type Simulation } from './simulation.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

const ACTIONS: readonly Action[] = [
  ...CONTACT_ACTIONS,
  ...DRAIN_ACTIONS,
  ...RUN_ACTIONS,
  ...CONFIGURATION_ACTIONS,
  {
    name: 'CRM user',
    weight: 8,
    act: (simulation, account) => simulation.random.pick(CRM_USER_ACTIONS)(simulation, account),
  },
  { name: 'time', weight: 8, act: passTime },
  { name: 'fault', weight: 7, act: addFault },
  { name: 'no faults', weight: 3, act: (_simulation, { emulator }) => emulator.clearFaults() },
  {
    name: 'disk',
    weight: 3,
    act: (simulation) => runningWorker(simulation).setDiskFull(simulation.random.chance(0.4)),
  },
];
const TOTAL_WEIGHT = ACTIONS.reduce((sum, { weight }) => sum + weight, 0);

/** Performs one random action for one random account. */
export async function actOnce(simulation: Simulation): Promise<void> {
  const account = simulation.random.pick(simulation.accounts);
  let rest = simulation.random.below(TOTAL_WEIGHT);
  for (const { name, weight, act } of ACTIONS) {
    rest -= weight;
    if (rest >= 0) continue;
    simulation.history.push(`${name} (${account.accountId})`);
    await act(simulation, account);
    return;
  }
}

function passTime(simulation: Simulation): void {
  simulation.passTime(
    simulation.random.pick([
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

function addFault({ random }: Simulation, { emulator }: Account): void {
  emulator.addFaults(random.pick(FAULTS));
}
