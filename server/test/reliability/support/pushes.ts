import type { Contact, PushResult, Run } from '@goodfunds/shared';
import { dataOf, type HttpCall } from '../../harness/http-client.ts';
import { ACCOUNT } from './process-fixture.ts';
import { pollDelay } from './wait.ts';

export function person(id: string, lastName = 'Berg'): Contact {
  return { id, email: `${id}@example.org`, firstName: 'Ada', lastName };
}

export function people(count: number, prefix: string): Contact[] {
  return Array.from({ length: count }, (_, index) => person(`${prefix}-${index}`));
}

/** Pushes and returns the runs that the contacts joined. */
export async function push(
  service: HttpCall,
  contacts: readonly Contact[],
  options: { accountId?: number; idempotencyKey?: string } = {},
): Promise<Run[]> {
  const result = await dataOf<PushResult>(service('sync.push', { accountId: ACCOUNT, contacts, ...options }));
  return result.runs;
}

/** Pushes and waits until the runs have finished. */
export async function pushAndWait(
  service: HttpCall,
  contacts: readonly Contact[],
  accountId = ACCOUNT,
): Promise<Run[]> {
  const runs = await push(service, contacts, { accountId });
  return await Promise.all(runs.map(async ({ id }) => await untilFinished(service, id, accountId)));
}

export async function untilFinished(service: HttpCall, runId: string, accountId = ACCOUNT): Promise<Run> {
  for (;;) {
    const run = await dataOf<Run>(service('sync.get', { accountId, runId }));
    if (run.finishedAt !== null) return run;
    await pollDelay();
  }
}
