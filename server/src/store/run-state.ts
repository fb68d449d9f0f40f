import {
  type ContactOutcome,
  type Outcome,
  type Pause,
  type PauseReason,
  type RunStatus,
  reviewReason,
  type SkipReason,
} from '@goodfunds/shared';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Change } from './context.ts';
import { items, runs } from './schema.ts';
import { prepared, type Queries } from './sqlite/queries.ts';

export type RunRecord = typeof runs.$inferSelect;
type RunEvent = 'CLAIM' | 'PAUSE' | 'RESUME' | 'FINISH' | 'CANCEL';
/** New values of a run's columns, or expressions for them. */
type RunFields = { [Column in keyof RunRecord]?: RunRecord[Column] | SQL };
type CounterColumn = 'created' | 'updated' | 'unchanged' | 'skipped' | 'review' | 'failed' | 'warnings';

export const OPEN_RUN_STATUSES = ['QUEUED', 'RUNNING', 'PAUSED'] as const satisfies readonly RunStatus[];

/** The status after an event; `null` if the event does not apply, so that late or repeated events do no harm. */
function nextStatus({ status, startedAtMs, failed }: RunRecord, event: RunEvent): RunStatus | null {
  const resumed = startedAtMs === null ? 'QUEUED' : 'RUNNING';
  const finished = failed > 0 ? 'COMPLETED_WITH_ERRORS' : 'COMPLETED';
  const transitions: Partial<Record<RunStatus, Partial<Record<RunEvent, RunStatus>>>> = {
    QUEUED: { CLAIM: 'RUNNING', PAUSE: 'PAUSED', FINISH: finished, CANCEL: 'CANCELLED' },
    RUNNING: { CLAIM: 'RUNNING', PAUSE: 'PAUSED', FINISH: finished, CANCEL: 'CANCELLED' },
    PAUSED: { PAUSE: 'PAUSED', RESUME: resumed, FINISH: finished, CANCEL: 'CANCELLED' },
  };
  return transitions[status]?.[event] ?? null;
}

/** Changes the run's status if the event applies to it. */
export function applyRunEvent(change: Change, runId: string, event: RunEvent, fields: RunFields = {}): void {
  const run = findRun(change.queries, runId);
  const status = run && nextStatus(run, event);
  if (status) changeRun(change, runId, { ...fields, status });
}

/** Changes columns other than the status. Every change increases the revision. */
export function changeRun({ queries, notify }: Change, runId: string, fields: RunFields): void {
  queries
    .update(runs)
    .set({ ...fields, revision: sql`${runs.revision} + 1` })
    .where(eq(runs.id, runId))
    .run();
  notify(`run-changed:${runId}`);
}

/** Pauses all open runs of an integration, because they share its connection and mapping. */
export function pauseRuns(change: Change, integrationId: string, pause: Pause): void {
  for (const run of openRuns(change.queries, integrationId))
    applyRunEvent(change, run.id, 'PAUSE', { pause });
}

/** Resumes the runs that are paused for one of the reasons. */
export function resumeRuns(change: Change, integrationId: string, reasons: readonly PauseReason[]): void {
  for (const run of openRuns(change.queries, integrationId)) {
    if (run.pause && reasons.includes(run.pause.reason)) {
      applyRunEvent(change, run.id, 'RESUME', { pause: null });
    }
  }
}

/** Finishes a run if all its items are done, or if it is being cancelled and none of its items is claimed. */
export function finishRunIfDone(change: Change, runId: string): void {
  const run = findRun(change.queries, runId);
  if (!run) return;
  const finished = { pause: null, finishedAtMs: change.nowMs };
  if (run.cancelRequested) {
    skipPendingItems(change, run);
    if (!hasClaimedItems(change.queries, run)) applyRunEvent(change, runId, 'CANCEL', finished);
  } else if (run.expanded && countPending(run) === 0) {
    applyRunEvent(change, runId, 'FINISH', finished);
  }
}

/** Oldest first. */
export function openRuns(queries: Queries, integrationId: string): RunRecord[] {
  const open = openRunsQuery(queries).all({ integrationId });
  return open.sort((left, right) => left.sequence - right.sequence);
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

/** The number of items without an outcome. */
export function countPending(run: RunRecord): number {
  return run.total - run.created - run.updated - run.unchanged - run.skipped - run.failed;
}

export function findRun(queries: Queries, runId: string): RunRecord | undefined {
  return runQuery(queries).get({ runId });
}

/** For the transaction that created the run. */
export function requireRun(queries: Queries, runId: string): RunRecord {
  const run = findRun(queries, runId);
  if (!run) throw new Error(`Run ${runId} is missing in the transaction that created it.`);
  return run;
}

const runQuery = prepared((queries) =>
  queries
    .select()
    .from(runs)
    .where(eq(runs.id, sql.placeholder('runId')))
    .prepare(),
);

/** The number of outcomes by counter column. */
export function countOutcomes(outcomes: readonly ContactOutcome[]): Partial<Record<CounterColumn, number>> {
  const counts: Partial<Record<CounterColumn, number>> = {};
  for (const outcome of outcomes) {
    const column = COUNTER_COLUMNS[outcome.outcome];
    counts[column] = (counts[column] ?? 0) + 1;
    if (outcome.warnings.length > 0) counts.warnings = (counts.warnings ?? 0) + 1;
    if (reviewReason(outcome)) counts.review = (counts.review ?? 0) + 1;
  }
  return counts;
}

export function addToCounters(
  change: Change,
  runId: string,
  increments: Partial<Record<CounterColumn | 'total', number>>,
): void {
  const fields = Object.fromEntries(
    Object.entries(increments).map(([column, by]) => [column, sql`${sql.identifier(column)} + ${by}`]),
  );
  changeRun(change, runId, fields);
}

const COUNTER_COLUMNS: Record<Outcome, CounterColumn> = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  SKIPPED: 'skipped',
  FAILED: 'failed',
};

function skipPendingItems(change: Change, run: RunRecord): void {
  const reason: SkipReason = 'RUN_CANCELLED';
  const { changes } = change.queries
    .update(items)
    .set({ state: 'DONE', outcome: 'SKIPPED', reason, finishedAtMs: change.nowMs })
    .where(
      and(eq(items.integrationId, run.integrationId), eq(items.state, 'PENDING'), eq(items.runId, run.id)),
    )
    .run();
  if (changes > 0) addToCounters(change, run.id, { skipped: changes });
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
