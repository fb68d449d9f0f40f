import type {
  ItemPage,
  ListItemsInput,
  ListRunsInput,
  RetryFailedInput,
  Run,
  RunCauses,
  RunPage,
  RunScope,
  StartInput,
} from '@goodfunds/shared';
import { runSchema } from '@goodfunds/shared/schemas';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import type { NewRun } from '../store/runs.ts';
import { idempotentCall } from './push.ts';
import { viewItem, viewRun } from './run-view.ts';
import { requireRun, type SyncContext } from './sync-context.ts';

const DEFAULT_SCOPE: RunScope = { kind: 'CHANGED' };
const DEFAULT_RUNS_PER_PAGE = 20;
const DEFAULT_ITEMS_PER_PAGE = 50;

/** Starts a run over stored contacts. */
export async function start(context: SyncContext, caller: Caller, input: StartInput): Promise<Run> {
  const { integrationId, scope = DEFAULT_SCOPE } = input;
  const response = await context.store.runs.start({
    run: await newRun(context, caller, integrationId, { trigger: 'MANUAL', scope: scope.kind }),
    contactIds: scope.kind === 'CONTACTS' ? scope.contactIds : null,
    idempotentCall: idempotentCall('sync.start', caller, input.idempotencyKey, [integrationId, scope]),
    formatResponse: (run) => JSON.stringify(viewRun(run)),
    audit: auditEntry(caller, integrationId, 'RUN_STARTED', { scope: scope.kind }),
  });
  return runSchema.parse(JSON.parse(response));
}

export async function getRun(context: SyncContext, caller: Caller, runId: string): Promise<Run> {
  return viewRun(await requireRun(context, caller, runId));
}

/** Newest first. A page can have fewer than its limit. */
export async function listRuns(context: SyncContext, caller: Caller, input: ListRunsInput): Promise<RunPage> {
  const { id } = await context.store.integrations.require(caller.accountId, input.integrationId);
  const limit = input.limit ?? DEFAULT_RUNS_PER_PAGE;
  const page = { beforeSequence: parseCursor(input.cursor), limit };
  const { runs, hasMore } = await context.store.runs.list(id, page);
  return { runs: runs.map(viewRun), nextCursor: nextCursor(hasMore, runs.at(-1)?.sequence) };
}

/** A page can have fewer items than its limit. */
export async function listItems(
  context: SyncContext,
  caller: Caller,
  input: ListItemsInput,
): Promise<ItemPage> {
  const { id } = await requireRun(context, caller, input.runId);
  const limit = input.limit ?? DEFAULT_ITEMS_PER_PAGE;
  const page = { afterId: parseCursor(input.cursor) ?? 0, limit };
  const { items, hasMore } = await context.store.runs.listItems(id, input, page);
  return { items: items.map(viewItem), nextCursor: nextCursor(hasMore, items.at(-1)?.id) };
}

/** Why contacts were skipped or failed, and which stricter values were kept, with the number of contacts. */
export async function listCauses(context: SyncContext, caller: Caller, runId: string): Promise<RunCauses> {
  const { id } = await requireRun(context, caller, runId);
  const { countCauses, countContradictions } = context.store.runs;
  return { causes: await countCauses(id), contradictions: await countContradictions(id) };
}

/** Cancels an open run. A finished run stays as it is. */
export async function cancel(context: SyncContext, caller: Caller, runId: string): Promise<Run> {
  const run = await requireRun(context, caller, runId);
  if (run.finishedAtMs !== null) return viewRun(run);
  const audit = auditEntry(caller, run.integrationId, 'RUN_CANCELLED', { runId });
  return viewRun(await context.store.runs.cancel(run, audit));
}

/** Starts a run over the failed items of a finished one. */
export async function retryFailed(
  context: SyncContext,
  caller: Caller,
  input: RetryFailedInput,
): Promise<Run> {
  const failedRun = await requireRun(context, caller, input.runId);
  const { integrationId } = failedRun;
  const run = await context.store.runs.retryFailed(
    {
      ...(await newRun(context, caller, integrationId, { trigger: 'RETRY', scope: 'CONTACTS' })),
      retriedRunId: failedRun.id,
      retriedReason: input.reason ?? null,
    },
    auditEntry(caller, integrationId, 'RUN_STARTED', { retries: failedRun.id }),
  );
  if (!run) throw new UseCaseError('CONFLICT', { reason: 'NOTHING_TO_RETRY' });
  return viewRun(run);
}

/** A run of one of the caller's integrations, which must be enabled. */
export async function newRun(
  { store, runtime }: SyncContext,
  { accountId }: Caller,
  integrationId: string,
  kind: Pick<NewRun, 'trigger' | 'scope'>,
): Promise<NewRun> {
  const { enabled } = await store.integrations.require(accountId, integrationId);
  if (!enabled) throw new UseCaseError('INTEGRATION_DISABLED');
  return { id: runtime.ids.next(), accountId, integrationId, ...kind };
}

/** `null` for the first page. */
function parseCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,15}$/.test(cursor)) throw new UseCaseError('BAD_REQUEST', { path: 'cursor' });
  return Number(cursor);
}

function nextCursor(hasMore: boolean, last: number | undefined): string | null {
  return hasMore && last !== undefined ? String(last) : null;
}
