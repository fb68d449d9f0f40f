import { expect, test } from 'vitest';
import { manualClock } from '../../test/harness/temporary-store.ts';
import { QUICK_DRAIN_MS } from '../runtime/timeouts.ts';
import type { LeasedTask } from '../store/lease-queue.ts';
import {
  createDrainSlots,
  MAX_ACCOUNT_DRAINS,
  MAX_ALONE_MS,
  MAX_DRAINS,
  MAX_SLOW_DRAINS,
} from './drain-slots.ts';

test('slow drains leave slots to quick ones, however many there are', () => {
  const slots = createDrainSlots(manualClock());
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
  const clock = manualClock();
  const slots = createDrainSlots(clock);
  const drains = Array.from({ length: MAX_DRAINS }, () => slots.take(task({ wasQuick: true })));
  clock.advance(QUICK_DRAIN_MS);
  for (const drain of drains) slots.check(drain);
  expect(drains.filter(({ signal }) => signal.aborted)).toEqual(drains.slice(MAX_SLOW_DRAINS));
});

test('a slot that is released is free for a slow drain again', () => {
  const slots = createDrainSlots(manualClock());
  const drains = Array.from({ length: MAX_SLOW_DRAINS }, () => slots.take(task({ wasQuick: false })));
  for (const drain of drains.slice(1)) slots.release(drain);
  expect(slots.free()).toMatchObject({ quickOnly: false });
});

test('an account takes two slots at most', () => {
  const slots = createDrainSlots(manualClock());
  const drains = Array.from({ length: MAX_ACCOUNT_DRAINS }, () => slots.take(task({ accountId: 7 })));
  slots.take(task({ accountId: 8 }));
  expect(slots.free()).toMatchObject({ exceptAccounts: [7] });
  for (const drain of drains.slice(1)) slots.release(drain);
  expect(slots.free()).toMatchObject({ exceptAccounts: [] });
});

test('of the drains that were interrupted, one at a time is begun again', () => {
  const slots = createDrainSlots(manualClock());
  const suspect = slots.take(task({ wasInterrupted: true }));
  expect(slots.free()).toMatchObject({ exceptInterrupted: true });
  expect(slots.areLimited()).toBe(true);
  // It did not end its process, so it holds up the others no longer.
  slots.check(suspect);
  expect(slots.free()).toMatchObject({ exceptInterrupted: false });
  slots.release(slots.take(task({ wasInterrupted: true })));
  expect(slots.free()).toMatchObject({ exceptInterrupted: false });
});

test('a drain is quick as long as it commits within the time of each other, however long it lasts', () => {
  const clock = manualClock();
  const slots = createDrainSlots(clock);
  const drain = slots.take(task({ wasQuick: false }));
  for (let commit = 0; commit < 6; commit += 1) {
    clock.advance(QUICK_DRAIN_MS - 1);
    slots.recordCommit(drain);
    slots.check(drain);
    expect(slots.isSlow(drain)).toBe(false);
  }
  clock.advance(QUICK_DRAIN_MS);
  slots.check(drain);
  expect(slots.isSlow(drain)).toBe(true);
  // This one came late, so only the next shows that the CRM is quick again.
  slots.recordCommit(drain);
  expect(slots.isSlow(drain)).toBe(true);
  slots.recordCommit(drain);
  expect(slots.isSlow(drain)).toBe(false);
});

test.each([
  { end: 'commits', isCommitted: true, aloneMs: 1_000 },
  { end: 'has had its time', isCommitted: false, aloneMs: MAX_ALONE_MS },
])('a drain that has to run alone does so until it $end', ({ isCommitted, aloneMs }) => {
  const clock = manualClock();
  const slots = createDrainSlots(clock);
  const other = slots.take(task({}));
  const suspect = slots.take(task({ wasInterrupted: true, mustRunAlone: true }));
  expect(slots.free()).toBeNull();
  expect(other.signal.aborted).toBe(false);
  // It is slow, which makes no difference.
  slots.check(suspect);
  expect(other.signal.aborted).toBe(true);
  slots.release(other);
  clock.advance(aloneMs - 1);
  expect(slots.free()).toBeNull();
  clock.advance(1);
  if (isCommitted) slots.recordCommit(suspect);
  expect(slots.free()).toMatchObject({ exceptInterrupted: true });
  // The others come first for a while, before the next one runs alone.
  clock.advance(aloneMs);
  expect(slots.free()).toMatchObject({ exceptInterrupted: false });
  expect(suspect.signal.aborted).toBe(false);
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
    mustRunAlone: false,
    ...fields,
  };
}
