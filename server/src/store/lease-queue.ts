import { and, asc, eq, gt, lte, or, type Placeholder, sql } from 'drizzle-orm';
import type { StoreContext } from './context.ts';
import { openRuns } from './run-state.ts';
import { items, tasks } from './schema.ts';
import type { Queries } from './sqlite/open.ts';
import { prepared } from './sqlite/prepared.ts';

/** The right to drain one integration, for as long as it is renewed and nobody raised the epoch. */
export type Lease = { integrationId: string; epoch: number };

export type TaskRelease =
  /** Nothing is left to do, or not before the pause of a run is over. */
  | { kind: 'DONE' }
  /** There is more, but others come first. */
  | { kind: 'MORE' }
  | { kind: 'PARKED'; untilMs: number };

/** The durable side of the queue: which integration has work, and who is at it. */
export interface TaskStore {
  /** Takes the longest waiting task that is due and free. Items claimed under an older lease are pending again. */
  acquire(owner: string, leaseMs: number): Promise<Lease | null>;
  /** `false` when the lease is lost. */
  renew(lease: Lease, leaseMs: number): Promise<boolean>;
  release(lease: Lease, result: TaskRelease): Promise<void>;
  /**
   * How much longer the lease holds, asked of the file at once and not of what this process remembers; 0 once it is
   * lost.
   */
  msLeft(lease: Lease): number;
  /** When the next task falls due, in milliseconds since the epoch; `null` when nothing waits. */
  nextDueMs(): Promise<number | null>;
}

export function createTaskStore({ database, write, clock }: StoreContext): TaskStore {
  return {
    acquire: async (owner, leaseMs) =>
      write('acquire', (queries) => {
        const nowMs = clock.now();
        const task = dueQuery(queries).get({ nowMs });
        if (!task) return null;
        const lease: Lease = { integrationId: task.integrationId, epoch: task.epoch + 1 };
        queries
          .update(tasks)
          .set({ wanted: false, leaseOwner: owner, leaseUntilMs: nowMs + leaseMs, epoch: lease.epoch })
          .where(eq(tasks.integrationId, task.integrationId))
          .run();
        releaseClaims(queries, task.integrationId);
        return lease;
      }),

    renew: async (lease, leaseMs) =>
      write('renew', (queries) => {
        const { changes } = queries
          .update(tasks)
          .set({ leaseUntilMs: clock.now() + leaseMs })
          .where(holdsLease(lease))
          .run();
        return changes === 1;
      }),

    release: async (lease, result) => {
      await write('release', (queries) => {
        const nowMs = clock.now();
        // What could not be committed is nobody's any more, and whoever comes next begins it anew.
        if (isLeaseValid(queries, lease)) releaseClaims(queries, lease.integrationId);
        queries
          .update(tasks)
          .set({ ...whatIsNext(queries, lease, result, nowMs), leaseOwner: null, leaseUntilMs: 0 })
          .where(holdsLease(lease))
          .run();
      });
    },

    msLeft: (lease) => {
      const task = leaseQuery(database).get(lease);
      return task ? Math.max(task.untilMs - clock.now(), 0) : 0;
    },

    nextDueMs: async () => {
      const row = database
        .select({ dueMs: sql<number | null>`min(max(${tasks.notBeforeMs}, ${tasks.leaseUntilMs}))` })
        .from(tasks)
        .where(or(eq(tasks.wanted, true), sql`${tasks.leaseOwner} is not null`))
        .get();
      return row?.dueMs ?? null;
    },
  };
}

function whatIsNext(queries: Queries, { integrationId }: Lease, result: TaskRelease, nowMs: number) {
  switch (result.kind) {
    case 'MORE':
      return { wanted: true, queuedAtMs: nowMs };
    case 'PARKED':
      return { wanted: true, queuedAtMs: nowMs, notBeforeMs: result.untilMs };
    case 'DONE': {
      const pauseEndMs = nextPauseEndMs(queries, integrationId);
      if (pauseEndMs === null) return {};
      return { wanted: true, queuedAtMs: nowMs, notBeforeMs: sql`max(${tasks.notBeforeMs}, ${pauseEndMs})` };
    }
  }
}

/** Only a pause with an end comes back by itself; whoever ends another one wants the task again. */
function nextPauseEndMs(queries: Queries, integrationId: string): number | null {
  const ends = openRuns(queries, integrationId).flatMap(({ pause }) =>
    pause?.until == null ? [] : [Date.parse(pause.until)],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Notes that an integration has work. Called inside the transaction that made the work. */
export function wantTask(
  queries: Queries,
  integrationId: string,
  nowMs: number,
  options?: { now: boolean },
): void {
  queries
    .insert(tasks)
    .values({
      integrationId,
      wanted: true,
      notBeforeMs: 0,
      queuedAtMs: nowMs,
      leaseOwner: null,
      leaseUntilMs: 0,
      epoch: 0,
      failures: 0,
    })
    .onConflictDoUpdate({
      target: tasks.integrationId,
      set: {
        wanted: true,
        queuedAtMs: sql`case when ${tasks.wanted} then ${tasks.queuedAtMs} else ${nowMs} end`,
        ...(options?.now ? { notBeforeMs: 0 } : {}),
      },
    })
    .run();
}

/** Nobody drains before this moment. In the transaction of the pause, so that whoever ends that comes after it. */
export function parkTask(queries: Queries, integrationId: string, untilMs: number): void {
  queries
    .update(tasks)
    .set({ wanted: true, notBeforeMs: sql`max(${tasks.notBeforeMs}, ${untilMs})` })
    .where(eq(tasks.integrationId, integrationId))
    .run();
}

/** Takes the work out of the hands of whoever drains now: no later commit of theirs lands. */
export function raiseEpoch(queries: Queries, integrationId: string): void {
  queries
    .update(tasks)
    .set({ epoch: sql`${tasks.epoch} + 1`, leaseOwner: null, leaseUntilMs: 0, notBeforeMs: 0, failures: 0 })
    .where(eq(tasks.integrationId, integrationId))
    .run();
  releaseClaims(queries, integrationId);
}

/** Whether the lease is still the one that counts. */
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

function releaseClaims(queries: Queries, integrationId: string): void {
  releaseUpdate(queries).run({ integrationId });
}

const releaseUpdate = prepared((queries) =>
  queries
    .update(items)
    .set({ state: 'PENDING' })
    .where(and(eq(items.integrationId, sql.placeholder('integrationId')), eq(items.state, 'CLAIMED')))
    .prepare(),
);

/** The longest waiting of those that are wanted, or were left behind by a drain that died. */
const dueQuery = prepared((queries) =>
  queries
    .select()
    .from(tasks)
    .where(
      and(
        or(eq(tasks.wanted, true), sql`${tasks.leaseOwner} is not null`),
        lte(tasks.notBeforeMs, sql.placeholder('nowMs')),
        lte(tasks.leaseUntilMs, sql.placeholder('nowMs')),
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
