import type { Action } from './action.ts';
import { awake } from './calls.ts';
import { CONFIGURATION_ACTIONS } from './configuration.ts';
import { CONTACT_ACTIONS } from './contacts.ts';
import { DRAIN_ACTIONS } from './drains.ts';
import { FAULTS } from './faults.ts';
import { RUN_ACTIONS } from './runs.ts';
import { STAFF_ACTIONS } from './staff.ts';
import type { Account, World } from './world.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

const ACTIONS: readonly Action[] = [
  ...CONTACT_ACTIONS,
  ...DRAIN_ACTIONS,
  ...RUN_ACTIONS,
  ...CONFIGURATION_ACTIONS,
  { name: 'staff', weight: 8, act: (world, account) => world.random.pick(STAFF_ACTIONS)(world, account) },
  { name: 'time', weight: 8, act: passTime },
  { name: 'fault', weight: 7, act: addFault },
  { name: 'no faults', weight: 3, act: (_world, { emulator }) => emulator.clearFaults() },
  { name: 'disk', weight: 3, act: (world) => awake(world).setDiskFull(world.random.chance(0.4)) },
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

function passTime(world: World): void {
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

function addFault({ random }: World, { emulator }: Account): void {
  emulator.addFaults(random.pick(FAULTS));
}
