import type { Contact, PushResult, Run } from '@goodfunds/shared';
import { dataOf, type PlainCall } from '../../harness/plain-calls.ts';
import { ACCOUNT } from './durable-house.ts';
import { lookAgain } from './wait.ts';

export function person(id: string, lastName = 'Berg'): Contact {
  return { id, email: `${id}@example.org`, firstName: 'Ada', lastName };
}

export function people(count: number, prefix: string): Contact[] {
  return Array.from({ length: count }, (_, index) => person(`${prefix}-${index}`));
}

/** Pushes and answers the runs that the contacts joined. */
export async function push(
  service: PlainCall,
  contacts: readonly Contact[],
  options: { accountId?: number; idempotencyKey?: string } = {},
): Promise<Run[]> {
  const result = await dataOf<PushResult>(service('sync.push', { accountId: ACCOUNT, contacts, ...options }));
  return result.runs;
}

/** Pushes and waits until all has ended. */
export async function pushAndWait(
  service: PlainCall,
  contacts: readonly Contact[],
  accountId = ACCOUNT,
): Promise<Run[]> {
  const runs = await push(service, contacts, { accountId });
  return await Promise.all(runs.map(async ({ id }) => await untilEnded(service, id, accountId)));
}

export async function untilEnded(service: PlainCall, runId: string, accountId = ACCOUNT): Promise<Run> {
  return await untilRun(service, runId, (run) => run.finishedAt !== null, accountId);
}

async function untilRun(
  service: PlainCall,
  runId: string,
  holds: (run: Run) => boolean,
  accountId = ACCOUNT,
): Promise<Run> {
  for (;;) {
    const run = await dataOf<Run>(service('sync.get', { accountId, runId }));
    if (holds(run)) return run;
    await lookAgain();
  }
}
