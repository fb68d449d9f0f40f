import { forgetContact, listContacts } from './contacts.ts';
import { preview } from './preview.ts';
import { progress } from './progress.ts';
import { push } from './push.ts';
import { cancel, getRun, listCauses, listItems, listRuns, retryFailed } from './runs.ts';
import { start } from './start.ts';
import type { SyncContext } from './sync-context.ts';
import type { SyncUseCases } from './sync-use-cases.ts';

export function createSyncUseCases(context: SyncContext): SyncUseCases {
  return {
    push: (caller, input) => push(context, caller, input),
    start: (caller, input) => start(context, caller, input),
    preview: (caller, input, signal) => preview(context, caller, input, signal),
    getRun: (caller, runId) => getRun(context, caller, runId),
    listRuns: (caller, input) => listRuns(context, caller, input),
    listItems: (caller, input) => listItems(context, caller, input),
    listCauses: (caller, runId) => listCauses(context, caller, runId),
    cancel: (caller, runId) => cancel(context, caller, runId),
    retryFailed: (caller, input) => retryFailed(context, caller, input),
    progress: (caller, runId, signal) => progress(context, caller, runId, signal),
    listContacts: (caller, input) => listContacts(context, caller, input),
    forgetContact: (caller, input) => forgetContact(context, caller, input),
  };
}
