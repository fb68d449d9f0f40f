import { and, asc, eq, gt, isNotNull, lte, notInArray, or, type Placeholder, sql } from 'drizzle-orm';
import type { Change, StoreContext } from './context.ts';
import { MAX_DEATHS, releaseAfterDeath } from './deaths.ts';
import { openRuns } from './run-state.ts';
import { integrations, items, tasks } from './schema.ts';
import { jsonPlaceholder, prepared, type Queries } from './sqlite/queries.ts';

/** The right to drain one integration until it expires or the epoch is raised. */
export type Lease = { integrationId: string; epoch: number };

/** A task with the right to drain it. */
export type LeasedTask = Lease & {
  accountId: number;
  /** Whether its last drain that committed batches did so within `QUICK_DRAIN_MS` of each other. */
  wasQuick: boolean;
  /** Whether its last drain was never released: its process died or froze. */
  wasInterrupted: boolean;
  /** Whether an item that a process may have died of has to be claimed alone, so that a death is evidence. */
  mustRunAlone: boolean;
};

/** The tasks for which a process has a free slot. */
export type TaskFilter = {
  quickOnly: boolean;
  exceptAccounts: readonly number[];
  /** Not those whose last drain was interrupted. */
  exceptInterrupted: boolean;
};

export type TaskRelease =
  /** Nothing is left to do, except after the pause of a run. */
  | { kind: 'DONE' }
  /** There is more to do, after the integrations that are waiting. */
  | { kind: 'MORE' }
  | { kind: 'PARKED'; untilMs: number }
  /** It threw an unexpected error, which one of the claimed items may cause. */
  | { kind: 'CRASHED' };

export type TaskStore = ReturnType<typeof createTaskStore>;

/** Which integrations have work, and which process is draining them. */
export function createTaskStore({ database, write, clock }: StoreContext) {
  return {
    /** Leases the due task that has waited longest. Items claimed under an earlier lease become pending again. */
    acquire: async (owner: string, leaseMs: number, filter = ANY_TASK): Promise<LeasedTask | null> =>
      await write('acquire', (change) => {
        const { queries, nowMs } = change;
        const task = dueQuery(queries).get({
          nowMs,
          quickOnly: Number(filter.quickOnly),
          exceptInterrupted: Number(filter.exceptInterrupted),
          exceptAccounts: JSON.stringify(filter.exceptAccounts),
        });
        if (!task) return null;
        const { integrationId, accountId, wasQuick, leaseOwner } = task;
        const wasInterrupted = leaseOwner !== null;
        const mustRunAlone =
          wasInterrupted && releaseAfterDeath(change, integrationId, leasedBy(queries, leaseOwner));
        const epoch = task.epoch + 1;
        queries
          .update(tasks)
          .set({
            pending: false,
            leaseOwner: owner,
            leaseUntilMs: nowMs + leaseMs,
            epoch,
            // Queued behind the others, which otherwise wait each time that the process dies of this one.
            ...(wasInterrupted && { quick: false, failures: sql`${tasks.failures} + 1`, queuedAtMs: nowMs }),
          })
          .where(eq(tasks.integrationId, integrationId))
          .run();
        return { integrationId, epoch, accountId, wasQuick, wasInterrupted, mustRunAlone };
      }),

    /** `false` if the lease is lost. */
    renew: async (lease: Lease, leaseMs: number): Promise<boolean> =>
      await write('renew', ({ queries, nowMs }) => {
        const { changes } = queries
          .update(tasks)
          .set({ leaseUntilMs: nowMs + leaseMs })
          .where(holdsLease(lease))
          .run();
        return changes === 1;
      }),

    /** Releases uncommitted claims, so that the next drain retries them. */
    release: async (lease: Lease, result: TaskRelease, { wasSlow } = { wasSlow: false }): Promise<void> => {
      await write('release', (change) => {
        const { queries, nowMs } = change;
        if (isLeaseValid(queries, lease)) {
          if (result.kind === 'CRASHED')
            releaseAfterDeath(change, lease.integrationId, [lease.integrationId]);
          else releaseClaims(queries).run(lease);
        }
        queries
          .update(tasks)
          .set({
            ...nextRequest(queries, lease, result, nowMs),
            leaseOwner: null,
            leaseUntilMs: 0,
            ...(wasSlow && { quick: false }),
          })
          .where(holdsLease(lease))
          .run();
      });
    },

    /** How long the lease is still valid, read from the database; 0 once it is lost. */
    msLeft: async (lease: Lease): Promise<number> => {
      const task = leaseQuery(database).get(lease);
      return task ? Math.max(task.untilMs - clock.now(), 0) : 0;
    },

    /** When the next task is due, in milliseconds since the epoch; `null` if there is none. */
    nextDueMs: async (): Promise<number | null> => {
      const row = database
        .select({ dueMs: sql<number | null>`min(max(${tasks.notBeforeMs}, ${freeAtMs}))` })
        .from(tasks)
        .where(or(eq(tasks.pending, true), isNotNull(tasks.leaseOwner)))
        .get();
      return row?.dueMs ?? null;
    },
  };
}

/** The wait after a drain that crashed, doubled each time until one commits, up to `MAX_INTERRUPTED_WAIT_MS`. */
const MIN_CRASH_WAIT_MS = 5_000;
/** The longest wait after a drain that crashed, or was interrupted: then beyond its lease. */
export const MAX_INTERRUPTED_WAIT_MS = 5 * 60_000;

const ANY_TASK: TaskFilter = { quickOnly: false, exceptAccounts: [], exceptInterrupted: false };

function leasedBy(queries: Queries, owner: string): string[] {
  return queries
    .select({ id: tasks.integrationId })
    .from(tasks)
    .where(eq(tasks.leaseOwner, owner))
    .all()
    .map(({ id }) => id);
}

function nextRequest(queries: Queries, { integrationId }: Lease, result: TaskRelease, nowMs: number) {
  switch (result.kind) {
    case 'MORE':
      return { pending: true, queuedAtMs: nowMs };
    case 'PARKED':
      return { pending: true, queuedAtMs: nowMs, notBeforeMs: result.untilMs };
    case 'CRASHED':
      return {
        pending: true,
        queuedAtMs: nowMs,
        notBeforeMs: sql`${nowMs} + min(${MIN_CRASH_WAIT_MS} << min(${tasks.failures}, 20), ${MAX_INTERRUPTED_WAIT_MS})`,
        failures: sql`${tasks.failures} + 1`,
      };
    case 'DONE': {
      const pauseEndMs = nextPauseEndMs(queries, integrationId);
      if (pauseEndMs === null) return {};
      return { pending: true, queuedAtMs: nowMs, notBeforeMs: sql`max(${tasks.notBeforeMs}, ${pauseEndMs})` };
    }
  }
}

/** Ignores pauses without an end: a user ends those, which also requests a drain. */
function nextPauseEndMs(queries: Queries, integrationId: string): number | null {
  const ends = openRuns(queries, integrationId).flatMap(({ pause }) =>
    pause?.until == null ? [] : [Date.parse(pause.until)],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Records, in the transaction that creates work, that the integration has some. `now` ends a delay. */
export function requestDrain(
  { queries, nowMs, notify }: Change,
  integrationId: string,
  options?: { now: boolean },
): void {
  queries
    .insert(tasks)
    .values({
      integrationId,
      pending: true,
      notBeforeMs: 0,
      queuedAtMs: nowMs,
      leaseUntilMs: 0,
      epoch: 0,
      failures: 0,
    })
    .onConflictDoUpdate({
      target: tasks.integrationId,
      set: {
        pending: true,
        queuedAtMs: sql`case when ${tasks.pending} then ${tasks.queuedAtMs} else ${nowMs} end`,
        ...(options?.now ? { notBeforeMs: 0 } : {}),
      },
    })
    .run();
  notify('drain-requested');
}

/** Delays the next drain, in the transaction that pauses the runs, so that resuming them comes later. */
export function delayDrain({ queries }: Change, integrationId: string, untilMs: number): void {
  queries
    .update(tasks)
    .set({ pending: true, notBeforeMs: sql`max(${tasks.notBeforeMs}, ${untilMs})` })
    .where(eq(tasks.integrationId, integrationId))
    .run();
}

/** Revokes the current lease: its drain can commit nothing more. */
export function raiseEpoch({ queries, notify }: Change, integrationId: string): void {
  queries
    .update(tasks)
    .set({ epoch: sql`${tasks.epoch} + 1`, leaseOwner: null, leaseUntilMs: 0, notBeforeMs: 0, failures: 0 })
    .where(eq(tasks.integrationId, integrationId))
    .run();
  releaseClaims(queries).run({ integrationId });
  notify(`lease-revoked:${integrationId}`);
}

export function isLeaseValid(queries: Queries, lease: Lease): boolean {
  return leaseQuery(queries).get(lease) !== undefined;
}

const leaseQuery = prepared((queries) =>
  queries
    .select({ untilMs: tasks.leaseUntilMs })
    .from(tasks)
    .where(holdsLease({ integrationId: sql.placeholder('integrationId'), epoch: sql.placeholder('epoch') }))
    .prepare(),
);

const releaseClaims = prepared((queries) =>
  queries
    .update(items)
    .set({ state: 'PENDING', deaths: 0 })
    .where(and(eq(items.integrationId, sql.placeholder('integrationId')), eq(items.state, 'CLAIMED')))
    .prepare(),
);

/**
 * When the lease has expired. After many interrupted drains without a commit, such as of a process that dies while it
 * connects, the next one waits longer: a second, doubled up to the maximum.
 */
const freeAtMs = sql<number>`${tasks.leaseUntilMs} + iif(
  ${tasks.leaseOwner} is null or ${tasks.failures} < ${MAX_DEATHS}, 0,
  min(1000 << min(${tasks.failures} - ${MAX_DEATHS}, 20), ${MAX_INTERRUPTED_WAIT_MS}))`;

/** Tasks that were requested, or whose lease has expired. */
const dueQuery = prepared((queries) =>
  queries
    .select({
      integrationId: tasks.integrationId,
      epoch: tasks.epoch,
      accountId: integrations.accountId,
      wasQuick: tasks.quick,
      leaseOwner: tasks.leaseOwner,
    })
    .from(tasks)
    .innerJoin(integrations, eq(integrations.id, tasks.integrationId))
    .where(
      and(
        or(eq(tasks.pending, true), isNotNull(tasks.leaseOwner)),
        lte(tasks.notBeforeMs, sql.placeholder('nowMs')),
        lte(freeAtMs, sql.placeholder('nowMs')),
        sql`(${tasks.quick} or not ${sql.placeholder('quickOnly')})`,
        sql`(${tasks.leaseOwner} is null or not ${sql.placeholder('exceptInterrupted')})`,
        notInArray(integrations.accountId, jsonPlaceholder('exceptAccounts')),
      ),
    )
    .orderBy(asc(tasks.queuedAtMs))
    .limit(1)
    .prepare(),
);

function holdsLease(lease: { [Part in keyof Lease]: Lease[Part] | Placeholder }) {
  return and(
    eq(tasks.integrationId, lease.integrationId),
    eq(tasks.epoch, lease.epoch),
    gt(tasks.leaseUntilMs, 0),
  );
}
