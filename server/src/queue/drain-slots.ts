import type { LeasedTask, TaskFilter } from '../store/lease-queue.ts';

/** Drains that a process runs at the same time. Most of the time each waits for its CRM. */
export const MAX_DRAINS = 32;
/** How many of them can be slow, so that a slow CRM never holds the slot that a quick one needs. */
export const MAX_SLOW_DRAINS = 24;
/** Drains of one account at the same time, however many integrations it has. */
export const MAX_ACCOUNT_DRAINS = 2;

export type DrainSlot = {
  readonly accountId: number;
  /** Aborts if the drain turns slow while there are enough slow ones. It continues once one of those has ended. */
  readonly signal: AbortSignal;
};

/** The slots of a process for drains. A drain counts as slow until one of the same integration has been quick. */
export function createDrainSlots() {
  const taken = new Map<DrainSlot, { isSlow: boolean; isSuspect: boolean; revoke: AbortController }>();

  const areSlowOnesTaken = (): boolean =>
    [...taken.values()].filter(({ isSlow }) => isSlow).length >= MAX_SLOW_DRAINS;

  /** The tasks for which a slot is free; `null` if none is. */
  const free = (): TaskFilter | null => {
    if (taken.size >= MAX_DRAINS) return null;
    const byAccount = Map.groupBy(taken.keys(), ({ accountId }) => accountId);
    const exceptAccounts = [...byAccount].flatMap(([accountId, slots]) =>
      slots.length >= MAX_ACCOUNT_DRAINS ? [accountId] : [],
    );
    // One of several interrupted drains can be what its process died of, so only one at a time is begun again.
    const exceptInterrupted = [...taken.values()].some(({ isSuspect }) => isSuspect);
    return { quickOnly: areSlowOnesTaken(), exceptAccounts, exceptInterrupted };
  };

  return {
    free,
    /** Whether tasks can be due for which no slot is free. */
    areLimited: (): boolean => {
      const filter = free();
      return !filter || filter.quickOnly || filter.exceptAccounts.length > 0 || filter.exceptInterrupted;
    },
    take: ({ accountId, wasQuick, wasInterrupted }: LeasedTask): DrainSlot => {
      const revoke = new AbortController();
      const slot = { accountId, signal: revoke.signal };
      taken.set(slot, { isSlow: !wasQuick, isSuspect: wasInterrupted, revoke });
      return slot;
    },
    /** Called when the drain has lasted too long to be quick. */
    turnSlow: (slot: DrainSlot): void => {
      const state = taken.get(slot);
      if (!state) return;
      state.isSuspect = false;
      if (state.isSlow) return;
      if (areSlowOnesTaken()) state.revoke.abort(new Error('its slot is kept for quick drains'));
      else state.isSlow = true;
    },
    release: (slot: DrainSlot): void => {
      taken.delete(slot);
    },
  };
}
