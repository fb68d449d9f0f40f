import type { PushInput, PushResult } from '@goodfunds/shared';
import { pushResultSchema } from '@goodfunds/shared/schemas';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { IdempotentCall } from '../store/idempotency.ts';
import { collectCustomFields, prepareContacts } from './prepare-contacts.ts';
import { viewRun } from './run-view.ts';
import { hashJson } from './settings-hash.ts';
import type { SyncContext } from './sync-context.ts';

export async function push(
  { store, runtime }: SyncContext,
  caller: Caller,
  input: Omit<PushInput, 'accountId'>,
): Promise<PushResult> {
  const rows = prepareContacts(input.contacts);
  const answer = await store.pushes.acceptPush({
    accountId: caller.accountId,
    contacts: rows,
    customFields: collectCustomFields(input.contacts),
    idempotentCall: idempotentCall('sync.push', caller, input.idempotencyKey, input.contacts),
    newRunId: () => runtime.ids.next(),
    formatAnswer: (runs) =>
      JSON.stringify({ accepted: rows.length, runs: runs.map(viewRun) } satisfies PushResult),
  });
  if (answer === null) throw keyReused();
  return pushResultSchema.parse(JSON.parse(answer));
}

export function idempotentCall(
  procedure: string,
  { accountId }: Caller,
  key: string | undefined,
  input: unknown,
): IdempotentCall | null {
  return key === undefined ? null : { accountId, procedure, key, requestHash: hashJson(input) };
}

/** The same idempotency key with another input: which of the two was meant, nobody can tell. */
export function keyReused(): UseCaseError {
  return new UseCaseError('CONFLICT', { path: 'idempotencyKey' });
}
