import { errorCategory } from '@goodfunds/shared';
import { z } from 'zod';
import { boundedArray } from '../../../crm/bounded-array.ts';
import { IntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { parseJson } from '../../../runtime/json.ts';
import type { PartAnswer } from '../web-api/batch.ts';
import type { DataverseClient, PostAnswer } from '../web-api/client.ts';
import { readFailure } from '../web-api/errors.ts';
import { DUPLICATE_ID, type PlannedWrite, writeFailure } from './write-request.ts';

/** The result of one CreateMultiple, which creates all rows or none. */
export type BulkResult =
  | { kind: 'CREATED'; durationMs: number }
  /** At least one row may exist already. `earlierAttempt`: this call may have created all of them. */
  | { kind: 'IN_DOUBT'; earlierAttempt: boolean }
  | { kind: 'TIMED_OUT'; error: IntegrationError }
  /** Nothing was created, because of a row that is not named. */
  | { kind: 'REFUSED' }
  /** Nothing was created, for a reason that is not clear. */
  | { kind: 'FAILED' }
  /** The environment does not offer the action. */
  | { kind: 'MISSING' }
  | { kind: 'STOP'; error: IntegrationError };

/**
 * Creates rows under their derived ids. A repeated request meets its own rows and is refused by their ids, so that
 * it can never make second ones.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations
 */
export async function createMultiple(
  creates: readonly PlannedWrite[],
  client: DataverseClient,
): Promise<BulkResult> {
  try {
    const answer = await client.post({
      operation: 'createContacts',
      path: 'contacts/Microsoft.Dynamics.CRM.CreateMultiple',
      body: { Targets: creates.map(targetOf) },
      maxAnswerBytes: MAX_CREATED_BYTES,
    });
    return isSuccess(answer) ? readCreated(creates, answer) : readRefusal(answer);
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (writeFailure(error).kind === 'STOP') return { kind: 'STOP', error };
    return error.code === 'TIMED_OUT'
      ? { kind: 'TIMED_OUT', error }
      : { kind: 'IN_DOUBT', earlierAttempt: true };
  }
}

/** Some hundred ids, or an error with a trace. */
export const MAX_CREATED_BYTES = 256 * 1024;

function targetOf({ id, values }: PlannedWrite): Record<string, unknown> {
  return { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: id, ...values };
}

/** The order of the ids is not promised, but they are those that were given. */
function readCreated(creates: readonly PlannedWrite[], answer: PostAnswer): BulkResult {
  const createdSchema = z.object({ Ids: boundedArray(z.guid(), creates.length) });
  const parsed = createdSchema.safeParse(parseJson(answer.body));
  if (!parsed.success) return { kind: 'IN_DOUBT', earlierAttempt: true };
  const created = new Set(parsed.data.Ids.map((id) => id.toLowerCase()));
  if (creates.every(({ id }) => created.has(id))) return { kind: 'CREATED', durationMs: answer.durationMs };
  // The CRM chose other ids. The next call finds these rows by e-mail; another create would duplicate them.
  return { kind: 'STOP', error: new RetryableIntegrationError({ code: 'ANSWER_MALFORMED' }) };
}

function readRefusal(answer: PostAnswer): BulkResult {
  const { code, crmCode } = readFailure(answer, 'WRITE');
  if (isMissing(answer, crmCode) && code !== 'ATTRIBUTE_UNKNOWN') return { kind: 'MISSING' };
  if (crmCode === DUPLICATE_ID || answer.earlierAttempt)
    return { kind: 'IN_DOUBT', earlierAttempt: answer.earlierAttempt };
  return { kind: errorCategory(code) === 'contact' ? 'REFUSED' : 'FAILED' };
}

function isMissing({ status }: PartAnswer, crmCode: string): boolean {
  return status === 404 || status === 405 || status === 501 || MISSING_CODES.has(crmCode);
}

/**
 * No such segment, no such action, no such message for the table.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
const MISSING_CODES: ReadonlySet<string> = new Set(['0x80060888', '0x8006088a', '0x80040800']);

function isSuccess({ status }: PartAnswer): boolean {
  return status >= 200 && status < 300;
}
