import type { Run, RunScope, StartInput } from '@goodfunds/shared';
import { runSchema } from '@goodfunds/shared/schemas';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import { idempotentCall } from './push.ts';
import { viewRun } from './run-view.ts';
import type { SyncContext } from './sync-context.ts';

const DEFAULT_SCOPE: RunScope = { kind: 'CHANGED' };

/** Starts a run over stored contacts. */
export async function start(context: SyncContext, caller: Caller, input: StartInput): Promise<Run> {
  const { id: integrationId, enabled } = await context.store.integrations.require(
    caller.accountId,
    input.integrationId,
  );
  if (!enabled) throw new UseCaseError('INTEGRATION_DISABLED');
  const scope = input.scope ?? DEFAULT_SCOPE;
  const response = await context.store.runs.start({
    run: {
      id: context.runtime.ids.next(),
      accountId: caller.accountId,
      integrationId,
      trigger: 'MANUAL',
      scope: scope.kind,
    },
    contactIds: scope.kind === 'CONTACTS' ? scope.contactIds : null,
    idempotentCall: idempotentCall('sync.start', caller, input.idempotencyKey, [integrationId, scope]),
    formatResponse: (run) => JSON.stringify(viewRun(run)),
    audit: auditEntry(caller, integrationId, 'RUN_STARTED', { scope: scope.kind }),
  });
  return runSchema.parse(JSON.parse(response));
}
