import type { Integration, Run } from '@goodfunds/shared';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type HttpHouse, httpHouse } from '../../test/harness/http-house.ts';
import { integrationCalls } from '../../test/harness/integration-calls.ts';
import { dataOf, openProgress } from '../../test/harness/plain-calls.ts';

const ACCOUNT = 7;

let house: HttpHouse;
let release: () => void;
beforeEach(async () => {
  house = await httpHouse();
});
afterEach(async () => {
  release();
  await house[Symbol.asyncDispose]();
});

it('a stream of progress ends when the token that opened it expires, and goes on with a new one', async () => {
  const held = Promise.withResolvers<void>();
  release = held.resolve;
  house.provider.crm.before = async () => await held.promise;
  const run = await openRun();
  // Accepted for five seconds more than its second, because clocks differ.
  const token = await house.userToken(ACCOUNT, '-2s');
  const first = await readStream(run.id, token);
  expect(first).toContain(`"id":"${run.id}"`);
  // It was cut, not finished: a client takes that for a lost connection, and comes back.
  expect(first).not.toContain('event: return');
  expect(await readStream(run.id, token)).toContain('UNAUTHORIZED');

  const again = readStream(run.id, await house.userToken(ACCOUNT));
  held.resolve();
  expect(await again).toMatch(/"status":"COMPLETED"[\s\S]*event: return/);
});

async function openRun(): Promise<Run> {
  const calls = integrationCalls(house, ACCOUNT);
  const created: Integration = await calls.create();
  await calls.update(created, { mapping: { firstname: { field: 'firstName' } }, enabled: true });
  const contacts = [{ id: 'c-1', email: 'c-1@example.org' }];
  const pushed = await dataOf<{ runs: Run[] }>(
    house.asService('sync.push', { accountId: ACCOUNT, contacts }),
  );
  const [run] = pushed.runs;
  if (!run) throw new Error('nothing was queued');
  return run;
}

async function readStream(runId: string, token: string): Promise<string> {
  return await (await openProgress(house.url, token, { runId })).text();
}
