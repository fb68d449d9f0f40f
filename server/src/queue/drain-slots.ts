import type { Clock } from '../runtime/runtime.ts';
import { QUICK_DRAIN_MS } from '../runtime/timeouts.ts';
import type { LeasedTask, TaskFilter } from '../store/lease-queue.ts';

/** Drains that a process runs at the same time. Most of the time each waits for its CRM. */
export const MAX_DRAINS = 32;
/** How many of them can be slow, so that a slow CRM never holds the slot that a quick one needs. */
export const MAX_SLOW_DRAINS = 24;
/** Drains of one account at the same time, however many integrations it has. */
export const MAX_ACCOUNT_DRAINS = 2;

/**
 * A drain that has to run alone in its process holds up the others for this time at most, or until it commits a batch.
 * Afterwards no interrupted drain begins for as long.
 */
export const MAX_ALONE_MS = 30_000;

export type DrainSlot = {
  readonly accountId: number;
  /** Aborts if the slot is needed for other drains. The drain continues once a slot is free for it again. */
  readonly signal: AbortSignal;
};

type SlotState = {
  isSlow: boolean;
  /** One of several interrupted drains can be what its process died of, so only one at a time is begun again. */
  isSuspect: boolean;
  /** Until when no other drain begins. */
  aloneUntilMs: number;
  /** When it last committed a batch, or began. */
  committedAtMs: number;
  revoke: AbortController;
};

/** The slots of a process for drains. A drain counts as slow until one of the same integration has been quick. */
export function createDrainSlots(clock: Pick<Clock, 'now'>) {
  const taken = new Map<DrainSlot, SlotState>();
  let othersFirstUntilMs = 0;

  const areSlowOnesTaken = (): boolean =>
    [...taken.values()].filter(({ isSlow }) => isSlow).length >= MAX_SLOW_DRAINS;

  const isOverdue = ({ committedAtMs }: SlotState): boolean => clock.now() - committedAtMs >= QUICK_DRAIN_MS;

  const isAlone = ({ aloneUntilMs }: SlotState): boolean => aloneUntilMs > clock.now();

  /** The others now come first for as long as they were held up. */
  const endAlone = (state: SlotState): void => {
    if (!isAlone(state)) return;
    const heldUpMs = MAX_ALONE_MS - (state.aloneUntilMs - clock.now());
    othersFirstUntilMs = clock.now() + heldUpMs;
    state.aloneUntilMs = 0;
  };

  const revokeOthers = (state: SlotState): void => {
    for (const other of taken.values()) {
      if (other !== state) other.revoke.abort(new Error('another drain has to run alone'));
    }
  };

  /** The tasks for which a slot is free; `null` if none is. */
  const free = (): TaskFilter | null => {
    const states = [...taken.values()];
    if (taken.size >= MAX_DRAINS || states.some(isAlone)) return null;
    const byAccount = Map.groupBy(taken.keys(), ({ accountId }) => accountId);
    const exceptAccounts = [...byAccount].flatMap(([accountId, slots]) =>
      slots.length >= MAX_ACCOUNT_DRAINS ? [accountId] : [],
    );
    const exceptInterrupted = clock.now() < othersFirstUntilMs || states.some(({ isSuspect }) => isSuspect);
    return { quickOnly: areSlowOnesTaken(), exceptAccounts, exceptInterrupted };
  };

  return {
    free,
    /** Whether tasks can be due for which no slot is free. */
    areLimited: (): boolean => {
      const filter = free();
      return !filter || filter.quickOnly || filter.exceptAccounts.length > 0 || filter.exceptInterrupted;
    },
    take: ({ accountId, wasQuick, wasInterrupted, mustRunAlone }: LeasedTask): DrainSlot => {
      const aloneUntilMs = mustRunAlone ? clock.now() + MAX_ALONE_MS : 0;
      if (mustRunAlone) othersFirstUntilMs = aloneUntilMs + MAX_ALONE_MS;
      const revoke = new AbortController();
      const slot = { accountId, signal: revoke.signal };
      taken.set(slot, {
        isSlow: !wasQuick,
        isSuspect: wasInterrupted,
        aloneUntilMs,
        committedAtMs: clock.now(),
        revoke,
      });
      return slot;
    },
    recordCommit: (slot: DrainSlot): void => {
      const state = taken.get(slot);
      if (!state) return;
      state.isSlow = isOverdue(state);
      state.committedAtMs = clock.now();
      endAlone(state);
    },
    /**
     * Called every `QUICK_DRAIN_MS` of the drain. It turns slow if it has committed nothing for as long. If it has to
     * run alone, the others have had this time to end, and are now asked to.
     */
    check: (slot: DrainSlot): void => {
      const state = taken.get(slot);
      if (!state) return;
      state.isSuspect = false;
      if (isAlone(state)) revokeOthers(state);
      if (!isOverdue(state) || state.isSlow) return;
      if (areSlowOnesTaken() && !isAlone(state)) {
        state.revoke.abort(new Error('its slot is kept for quick drains'));
      }
      state.isSlow = true;
    },
    isSlow: (slot: DrainSlot): boolean => taken.get(slot)?.isSlow ?? false,
    release: (slot: DrainSlot): void => {
      const state = taken.get(slot);
      if (state) endAlone(state);
      taken.delete(slot);
    },
  };
}
