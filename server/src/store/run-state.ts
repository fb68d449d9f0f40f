import {
  OPEN_RUN_STATUSES,
  type Outcome,
  type Pause,
  type PauseReason,
  type SkipReason,
} from '@goodfunds/shared';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { ChangeContext, RunEvent } from './context.ts';
import { items, runs } from './schema.ts';
import type { Queries } from './sqlite/open.ts';
import { prepared } from './sqlite/prepared.ts';

export type RunRecord = typeof runs.$inferSelect;
/** New values of a run's columns, or expressions for them. */
export type RunFields = { [Column in keyof RunRecord]?: RunRecord[Column] | SQL };

/** Moves a run by the table of states; does nothing where the event means nothing. Answers whether it moved. */
export function applyRunEvent(
  context: ChangeContext,
  runId: string,
  event: RunEvent,
  fields: RunFields = {},
): boolean {
  const run = findRun(context.queries, runId);
  if (!run) return false;
  const status = context.transition(
    { status: run.status, started: run.startedAtMs !== null, failed: run.failed },
    event,
  );
  if (status === null) return false;
  changeRun(context, runId, { ...fields, status });
  return true;
}

/** Changes a run outside its states, such as its counters. Every change is a new revision. */
export function changeRun(context: ChangeContext, runId: string, fields: RunFields): void {
  context.queries
    .update(runs)
    .set({ ...fields, revision: sql`${runs.revision} + 1` })
    .where(eq(runs.id, runId))
    .run();
  context.hints.runChanged(runId);
}

/** Pauses every open run of an integration: what stops one drain stops them all. */
export function pauseRuns(context: ChangeContext, integrationId: string, pause: Pause): void {
  for (const run of openRuns(context.queries, integrationId))
    applyRunEvent(context, run.id, 'PAUSE', { pause });
}

/** Opens the runs again that were paused for one of the reasons. */
export function resumeRuns(
  context: ChangeContext,
  integrationId: string,
  reasons: readonly PauseReason[],
): void {
  for (const run of openRuns(context.queries, integrationId)) {
    if (run.pause && reasons.includes(run.pause.reason)) {
      applyRunEvent(context, run.id, 'RESUME', { pause: null });
    }
  }
}

/** Ends a run whose items are all done, or whose cancelling has no claimed item left to wait for. */
export function finishRunIfDone(context: ChangeContext, runId: string): void {
  const run = findRun(context.queries, runId);
  if (!run) return;
  if (run.cancelRequested) {
    skipPendingItems(context, run);
    if (!hasClaimedItems(context.queries, run)) {
      applyRunEvent(context, runId, 'CANCEL', { pause: null, finishedAtMs: context.nowMs });
    }
  } else if (run.expanded && countPending(run) === 0) {
    applyRunEvent(context, runId, 'FINISH', { pause: null, finishedAtMs: context.nowMs });
  }
}

export function openRuns(queries: Queries, integrationId: string): RunRecord[] {
  return openRunsQuery(queries).all({ integrationId });
}

const openRunsQuery = prepared((queries) =>
  queries
    .select()
    .from(runs)
    .where(
      and(eq(runs.integrationId, sql.placeholder('integrationId')), inArray(runs.status, OPEN_RUN_STATUSES)),
    )
    .prepare(),
);

/** Items without an outcome yet. */
export function countPending(run: RunRecord): number {
  return run.total - run.created - run.updated - run.unchanged - run.skipped - run.failed;
}

export function findRun(queries: Queries, runId: string): RunRecord | undefined {
  return runQuery(queries).get({ runId });
}

const runQuery = prepared((queries) =>
  queries
    .select()
    .from(runs)
    .where(eq(runs.id, sql.placeholder('runId')))
    .prepare(),
);

/** The counter columns by outcome, as an increment. */
export function countOutcomes(outcomes: readonly Outcome[]): Partial<Record<CounterColumn, number>> {
  const counts: Partial<Record<CounterColumn, number>> = {};
  for (const outcome of outcomes) {
    const column = COUNTER_COLUMNS[outcome];
    counts[column] = (counts[column] ?? 0) + 1;
  }
  return counts;
}

export function addToCounters(
  context: ChangeContext,
  runId: string,
  increments: Partial<Record<CounterColumn | 'total', number>>,
): void {
  const fields = Object.fromEntries(
    Object.entries(increments).map(([column, by]) => [column, sql`${sql.identifier(column)} + ${by}`]),
  );
  changeRun(context, runId, fields);
}

type CounterColumn = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';

const COUNTER_COLUMNS: Record<Outcome, CounterColumn> = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  SKIPPED: 'skipped',
  FAILED: 'failed',
};

function skipPendingItems(context: ChangeContext, run: RunRecord): void {
  const reason: SkipReason = 'RUN_CANCELLED';
  const { changes } = context.queries
    .update(items)
    .set({ state: 'DONE', outcome: 'SKIPPED', reason, finishedAtMs: context.nowMs })
    .where(
      and(eq(items.integrationId, run.integrationId), eq(items.state, 'PENDING'), eq(items.runId, run.id)),
    )
    .run();
  if (changes > 0) addToCounters(context, run.id, { skipped: changes });
}

function hasClaimedItems(queries: Queries, run: RunRecord): boolean {
  const claimed = queries
    .select({ id: items.id })
    .from(items)
    .where(
      and(eq(items.integrationId, run.integrationId), eq(items.state, 'CLAIMED'), eq(items.runId, run.id)),
    )
    .limit(1)
    .get();
  return claimed !== undefined;
}
