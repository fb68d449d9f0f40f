import { expect, test } from 'vitest';
import type { LeasedTask } from '../store/lease-queue.ts';
import { createDrainSlots, MAX_ACCOUNT_DRAINS, MAX_DRAINS, MAX_SLOW_DRAINS } from './drain-slots.ts';

test('slow drains leave slots to quick ones, however many there are', () => {
  const slots = createDrainSlots();
  for (let taken = 0; taken < MAX_SLOW_DRAINS; taken += 1) {
    expect(slots.free()).toMatchObject({ quickOnly: false });
    slots.take(task({ wasQuick: false }));
  }
  for (let taken = MAX_SLOW_DRAINS; taken < MAX_DRAINS; taken += 1) {
    expect(slots.free()).toMatchObject({ quickOnly: true });
    slots.take(task({ wasQuick: true }));
  }
  expect(slots.free()).toBeNull();
});

test('a drain that turns slow gives up its slot only if enough other drains are slow', () => {
  const slots = createDrainSlots();
  const drains = Array.from({ length: MAX_DRAINS }, () => slots.take(task({ wasQuick: true })));
  for (const drain of drains) slots.turnSlow(drain);
  expect(drains.filter(({ signal }) => signal.aborted)).toEqual(drains.slice(MAX_SLOW_DRAINS));
});

test('a slot that is released is free for a slow drain again', () => {
  const slots = createDrainSlots();
  const drains = Array.from({ length: MAX_SLOW_DRAINS }, () => slots.take(task({ wasQuick: false })));
  for (const drain of drains.slice(1)) slots.release(drain);
  expect(slots.free()).toMatchObject({ quickOnly: false });
});

test('an account takes two slots at most', () => {
  const slots = createDrainSlots();
  const drains = Array.from({ length: MAX_ACCOUNT_DRAINS }, () => slots.take(task({ accountId: 7 })));
  slots.take(task({ accountId: 8 }));
  expect(slots.free()).toMatchObject({ exceptAccounts: [7] });
  for (const drain of drains.slice(1)) slots.release(drain);
  expect(slots.free()).toMatchObject({ exceptAccounts: [] });
});

test('of the drains that were interrupted, one at a time is begun again', () => {
  const slots = createDrainSlots();
  const suspect = slots.take(task({ wasInterrupted: true }));
  expect(slots.free()).toMatchObject({ exceptInterrupted: true });
  expect(slots.areLimited()).toBe(true);
  // It did not end its process, so it holds up the others no longer.
  slots.turnSlow(suspect);
  expect(slots.free()).toMatchObject({ exceptInterrupted: false });
  slots.release(slots.take(task({ wasInterrupted: true })));
  expect(slots.free()).toMatchObject({ exceptInterrupted: false });
});

let accounts = 1_000;

/** A task of an account of its own. */
function task(fields: Partial<LeasedTask>): LeasedTask {
  accounts += 1;
  const integrationId = `of-${accounts}`;
  return {
    integrationId,
    epoch: 1,
    accountId: accounts,
    wasQuick: false,
    wasInterrupted: false,
    ...fields,
  };
}
