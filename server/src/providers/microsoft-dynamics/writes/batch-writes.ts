import { errorCategory } from '@goodfunds/shared';
import { IntegrationError } from '../../../crm/integration-error.ts';
import type { Ids } from '../../../runtime/runtime.ts';
import type { DataverseClient } from '../web-api/dataverse-client.ts';
import { isTransient, readFailure } from '../web-api/errors.ts';
import { contactPath } from '../web-api/odata.ts';
import type { WriteItem } from './write-item.ts';
import { NO_SUCH_ROW, readWriteAnswer, unsettled, type WriteResult, writeRequest } from './write-request.ts';

/** The name of write batches in the log and in reports. */
export const WRITE_OPERATION = 'writeContacts';

/** Sends each write as a request of its own inside one `$batch`, and answers each. */
export async function sendInBatch(
  items: readonly WriteItem[],
  client: DataverseClient,
): Promise<WriteResult[]> {
  try {
    const answers = await client.batch(
      WRITE_OPERATION,
      items.map(({ write }) => writeRequest(write)),
    );
    return items.flatMap((item, index) => {
      const answer = answers[index];
      return answer ? [withHistory(readWriteAnswer(item.write, answer), item)] : [];
    });
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return items.map(() => unsettled(error));
  }
}

/** A write to a row that does not exist goes the same way as all others and changes nothing. */
export async function isWritingAnswered(client: DataverseClient, ids: Ids): Promise<boolean> {
  try {
    const [answer] = await client.batch('probeWrites', [
      { method: 'PATCH', path: contactPath(ids.next()), headers: { 'If-Match': '*' }, body: {} },
    ]);
    return answer?.kind === 'ANSWERED' && !isTransient(answer);
  } catch (error) {
    if (error instanceof IntegrationError) return false;
    throw error;
  }
}

/**
 * Whether a contact would be created now, with all that an organisation has hung on its creates. Nothing stays of
 * it: it is in one change set with a write that cannot be carried out. Being refused for what it is counts too.
 */
export async function isCreatingAnswered(client: DataverseClient, ids: Ids): Promise<boolean> {
  const create = { headers: { 'If-None-Match': '*' }, body: { lastname: 'GoodFunds' } };
  const impossible = { headers: { 'If-Match': '*' }, body: {} };
  try {
    const [answer] = await client.batch('probeCreates', [
      {
        writes: [create, impossible].map((write) => ({
          method: 'PATCH',
          path: contactPath(ids.next()),
          ...write,
        })),
      },
    ]);
    if (answer?.kind !== 'ANSWERED') return false;
    const { code, crmCode } = readFailure(answer, 'WRITE');
    return crmCode === NO_SUCH_ROW || errorCategory(code) === 'contact';
  } catch (error) {
    if (error instanceof IntegrationError) return false;
    throw error;
  }
}

function withHistory(result: WriteResult, { mayHaveRun }: WriteItem): WriteResult {
  const isMet = result.kind === 'EXISTS' || result.kind === 'CHANGED_MEANWHILE';
  return isMet && mayHaveRun ? { ...result, repeated: true } : result;
}
