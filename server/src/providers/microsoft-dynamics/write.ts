import { IntegrationError } from '../../crm/integration-error.ts';
import type { Ids } from '../../runtime/runtime.ts';
import type { DataverseClient } from './dataverse-client.ts';
import { isTransient } from './dataverse-errors.ts';
import { isolate } from './isolate.ts';
import { contactPath } from './odata.ts';
import { isSamePace, type Pacer, shareOf } from './pace.ts';
import {
  type PlannedWrite,
  readWriteAnswer,
  unsettled,
  type WriteResult,
  writeRequest,
} from './write-answer.ts';

export type SettledResult = Exclude<WriteResult, { kind: 'OPEN' | 'STOP' }>;

export type WriteReport = {
  /** One for each write, in order; `null` where it is not settled. */
  results: (SettledResult | null)[];
  /** What stopped the work, if anything did. */
  stopped: IntegrationError | null;
};

type WriteParts = {
  client: DataverseClient;
  pacer: Pacer;
  ids: Ids;
};

/** The name of write batches in the log and in reports. */
export const WRITE_OPERATION = 'writeContacts';

/**
 * Sends the writes in parallel batches. Whoever makes a batch fail is found by halving, and everything else
 * arrives; what concerns the connection or the moment stops the rest.
 */
export async function writeAll(writes: readonly PlannedWrite[], parts: WriteParts): Promise<WriteReport> {
  const results: WriteReport['results'] = writes.map(() => null);
  const suspects: number[] = [];
  let stopped: IntegrationError | null = null;
  let suspicion: IntegrationError | null = null;

  /** Keeps what is settled and answers the writes that failed without saying whose fault it is. */
  async function send(indices: readonly number[]): Promise<number[]> {
    const sent = await sendBatch(
      indices.flatMap((index) => writes[index] ?? []),
      parts.client,
    );
    return indices.filter((index, position) => {
      const result = sent[position];
      if (!result) return false;
      if (result.kind === 'STOP') stopped ??= result.error;
      else if (result.kind === 'OPEN') suspicion ??= result.error;
      else results[index] = result;
      return result.kind === 'OPEN';
    });
  }

  await inParallel(writes, parts.pacer, async (indices) => {
    if (stopped) return;
    const open = await send(indices);
    if (open.length > 0) parts.pacer.note({ kind: 'OVERLOADED' });
    suspects.push(...open);
  });

  if (suspects.length > 0 && !stopped) {
    const verdict = await isolate(suspects, {
      send,
      isStopped: () => stopped !== null,
      hasAnyArrived: () => results.some((result) => result !== null),
      isAnswered: () => isAnswered(parts),
    });
    if (verdict.kind === 'MOMENT') stopped ??= suspicion;
    else for (const index of verdict.culprits) results[index] ??= poisoned(suspicion);
  }
  return { results, stopped };
}

async function sendBatch(writes: readonly PlannedWrite[], client: DataverseClient): Promise<WriteResult[]> {
  try {
    const answers = await client.batch(WRITE_OPERATION, writes.map(writeRequest));
    return writes.flatMap((write, index) => {
      const answer = answers[index];
      return answer ? [readWriteAnswer(write, answer)] : [];
    });
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return writes.map(() => unsettled(error));
  }
}

/** Cuts the writes into batches and runs as many at a time as the pace allows at that moment. */
async function inParallel(
  writes: readonly PlannedWrite[],
  pacer: Pacer,
  run: (indices: number[]) => Promise<void>,
): Promise<void> {
  const batches: Promise<void>[] = [];
  const running = new Set<Promise<unknown>>();
  let pace = pacer.pace();
  let share = shareOf(writes.length, pace);
  for (let next = 0; next < writes.length; ) {
    while (running.size >= pacer.pace().parallel) await Promise.race(running);
    if (!isSamePace(pace, pacer.pace())) {
      pace = pacer.pace();
      share = shareOf(writes.length - next, pace);
    }
    const end = batchEnd(writes, next, share);
    const batch = run(Array.from({ length: end - next }, (_, offset) => next + offset));
    const ended: Promise<unknown> = Promise.allSettled([batch]).then(() => running.delete(ended));
    running.add(ended);
    batches.push(batch);
    next = end;
  }
  await Promise.all(batches);
}

/** A batch ends with its number of contacts or with its size in characters, whichever comes first. */
function batchEnd(writes: readonly PlannedWrite[], start: number, size: number): number {
  let characters = 0;
  let end = start;
  while (end < writes.length && end < start + size) {
    characters += JSON.stringify(writes[end]?.values ?? {}).length;
    if (end > start && characters > MAX_BATCH_CHARACTERS) break;
    end += 1;
  }
  return end;
}

const MAX_BATCH_CHARACTERS = 4_000_000;

/** A write to a row that does not exist goes the same way as all others and changes nothing. */
async function isAnswered({ client, ids }: WriteParts): Promise<boolean> {
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

function poisoned(suspicion: IntegrationError | null): SettledResult {
  const params = suspicion ? { cause: suspicion.code } : {};
  return { kind: 'REFUSED', failure: { code: 'POISONED', params } };
}
