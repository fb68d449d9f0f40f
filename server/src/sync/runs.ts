import type {
  ItemPage,
  ListItemsInput,
  ListRunsInput,
  RetryFailedInput,
  Run,
  RunCauses,
  RunPage,
} from '@goodfunds/shared';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from './audit-entry.ts';
import { numberCursor } from './cursor.ts';
import { viewItem, viewRun } from './run-view.ts';
import { requireIntegration, requireRun, type SyncContext } from './sync-context.ts';

const RUNS_A_PAGE = 20;
const ITEMS_A_PAGE = 50;

export async function getRun(context: SyncContext, caller: Caller, runId: string): Promise<Run> {
  return viewRun(await requireRun(context, caller, runId));
}

export async function listRuns(context: SyncContext, caller: Caller, input: ListRunsInput): Promise<RunPage> {
  const { id } = await requireIntegration(context, caller, input.integrationId);
  const limit = input.limit ?? RUNS_A_PAGE;
  const runs = await context.store.runs.list(id, { beforeSequence: numberCursor(input.cursor), limit });
  const last = runs.at(-1);
  return {
    runs: runs.map(viewRun),
    nextCursor: last && runs.length === limit ? String(last.sequence) : null,
  };
}

export async function listItems(
  context: SyncContext,
  caller: Caller,
  input: ListItemsInput,
): Promise<ItemPage> {
  const { id } = await requireRun(context, caller, input.runId);
  const limit = input.limit ?? ITEMS_A_PAGE;
  const page = { afterId: numberCursor(input.cursor) ?? 0, limit };
  const items = await context.store.runs.listItems(id, input, page);
  const last = items.at(-1);
  return { items: items.map(viewItem), nextCursor: last && items.length === limit ? String(last.id) : null };
}

export async function listCauses(context: SyncContext, caller: Caller, runId: string): Promise<RunCauses> {
  const { id } = await requireRun(context, caller, runId);
  return { causes: await context.store.runs.countCauses(id) };
}

/** Ends a run that is open; one that has ended stays as it is. */
export async function cancel(context: SyncContext, caller: Caller, runId: string): Promise<Run> {
  const run = await requireRun(context, caller, runId);
  if (run.finishedAtMs !== null) return viewRun(run);
  const audit = auditEntry(caller, run.integrationId, 'RUN_CANCELLED', { runId });
  return viewRun(await context.store.runs.cancel(run, audit));
}

export async function retryFailed(
  context: SyncContext,
  caller: Caller,
  input: RetryFailedInput,
): Promise<Run> {
  const failedRun = await requireRun(context, caller, input.runId);
  const { id: integrationId, enabled } = await requireIntegration(context, caller, failedRun.integrationId);
  if (!enabled) throw new UseCaseError('INTEGRATION_DISABLED');
  const run = await context.store.runs.retryFailed(
    failedRun,
    {
      id: context.runtime.ids.next(),
      accountId: caller.accountId,
      integrationId,
      trigger: 'RETRY',
      scope: 'CONTACTS',
    },
    input.reason ?? null,
    auditEntry(caller, integrationId, 'RUN_STARTED', { retries: failedRun.id }),
  );
  if (!run) throw new UseCaseError('CONFLICT', { reason: 'NOTHING_TO_RETRY' });
  return viewRun(run);
}
