import { errorCategory } from '@goodfunds/shared';
import { IntegrationError } from '../../../crm/integration-error.ts';
import type { Ids } from '../../../runtime/runtime.ts';
import type { BatchAnswer } from '../web-api/batch.ts';
import { type DataverseClient, MAX_SMALL_ANSWER_BYTES } from '../web-api/client.ts';
import { isTransient, readFailure } from '../web-api/errors.ts';
import type { BatchRequest } from '../web-api/multipart.ts';
import { contactPath } from '../web-api/odata.ts';
import {
  NO_SUCH_ROW,
  noteAttempt,
  readWriteAnswer,
  type WriteItem,
  type WriteResult,
  writeRequest,
} from './write-request.ts';

/** The name of write batches in the log and in reports. */
export const WRITE_OPERATION = 'writeContacts';

/** Two hundred answers of a write have two hundred kilobytes, errors with a trace some more. */
export const MAX_WRITE_ANSWER_BYTES = 2 * 1024 * 1024;

export type BatchResult = {
  results: Map<WriteItem, WriteResult>;
  /** Failed without a reason of their own. */
  open: WriteItem[];
  /** The reason of the first of those. */
  error: IntegrationError | null;
  /** Why nothing more can be written. */
  stop: IntegrationError | null;
};

/** Sends each write as a request of its own inside one `$batch`. */
export async function sendBatch(items: readonly WriteItem[], client: DataverseClient): Promise<BatchResult> {
  const answers = await sendRequests(items, client);
  const batch: BatchResult = { results: new Map(), open: [], error: null, stop: null };
  for (const [index, item] of items.entries()) {
    const answer = answers[index];
    if (!answer) continue;
    const result = readWriteAnswer(item.write, answer);
    if (result.kind === 'STOP') {
      batch.stop ??= result.error;
    } else if (result.kind === 'OPEN') {
      noteAttempt(item);
      batch.open.push(item);
      batch.error ??= result.error;
    } else {
      if (answer.kind === 'ANSWERED' && answer.earlierAttempt) noteAttempt(item);
      batch.results.set(item, result);
    }
  }
  return batch;
}

async function sendRequests(items: readonly WriteItem[], client: DataverseClient): Promise<BatchAnswer[]> {
  try {
    return await client.batch({
      operation: WRITE_OPERATION,
      requests: items.map(({ write }) => writeRequest(write)),
      maxAnswerBytes: MAX_WRITE_ANSWER_BYTES,
    });
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return items.map(() => ({ kind: 'LOST', error }));
  }
}

/** Whether a write is answered at all: this one, to a row that does not exist, changes nothing. */
export async function isWritingAnswered(client: DataverseClient, ids: Ids): Promise<boolean> {
  try {
    const [answer] = await client.batch({
      operation: 'probeWrites',
      requests: [{ method: 'PATCH', path: contactPath(ids.next()), headers: { 'If-Match': '*' }, body: {} }],
      maxAnswerBytes: MAX_SMALL_ANSWER_BYTES,
    });
    return answer?.kind === 'ANSWERED' && !isTransient(answer);
  } catch (error) {
    if (error instanceof IntegrationError) return false;
    throw error;
  }
}

/**
 * Whether a contact would be created now, with all that an organisation has attached to its creates. Nothing of it
 * stays, because its change set has a write that cannot be carried out. Being refused as a contact counts too.
 */
export async function isCreatingAnswered(client: DataverseClient, ids: Ids): Promise<boolean> {
  const writes: BatchRequest[] = [
    { method: 'POST', path: 'contacts', body: { contactid: ids.next(), lastname: 'GoodFunds' } },
    { method: 'PATCH', path: contactPath(ids.next()), headers: { 'If-Match': '*' }, body: {} },
  ];
  try {
    const [answer] = await client.batch({
      operation: 'probeCreates',
      requests: [{ writes }],
      maxAnswerBytes: MAX_SMALL_ANSWER_BYTES,
    });
    if (answer?.kind !== 'ANSWERED') return false;
    const { code, crmCode } = readFailure(answer, 'WRITE');
    return crmCode === NO_SUCH_ROW || errorCategory(code) === 'contact';
  } catch (error) {
    if (error instanceof IntegrationError) return false;
    throw error;
  }
}
