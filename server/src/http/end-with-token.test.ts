import type { Integration, Run } from '@goodfunds/shared';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf, openProgress } from '../../test/harness/http-client.ts';
import { integrationCalls } from '../../test/harness/integration-calls.ts';

const ACCOUNT = 7;

let app: MemoryApp;
let release: () => void;
beforeEach(async () => {
  app = await startMemoryApp();
});
afterEach(async () => {
  release();
  await app[Symbol.asyncDispose]();
});

it('a stream ends when the token that opened it expires, and continues with a new one', async () => {
  const held = Promise.withResolvers<void>();
  release = held.resolve;
  app.provider.crm.before = async () => await held.promise;
  const run = await openRun();
  // The clock tolerance accepts it for five more seconds.
  const token = await app.userToken(ACCOUNT, '-2s');
  const first = await readStream(run.id, token);
  expect(first).toContain(`"id":"${run.id}"`);
  // A client takes an end without `return` for a lost connection, and reconnects.
  expect(first).not.toContain('event: return');
  expect(await readStream(run.id, token)).toContain('UNAUTHORIZED');

  const again = readStream(run.id, await app.userToken(ACCOUNT));
  held.resolve();
  expect(await again).toMatch(/"status":"COMPLETED"[\s\S]*event: return/);
});

async function openRun(): Promise<Run> {
  const calls = integrationCalls(app, ACCOUNT);
  const created: Integration = await calls.create();
  await calls.update(created, { mapping: { firstname: { field: 'firstName' } }, enabled: true });
  const contacts = [{ id: 'c-1', email: 'c-1@example.org' }];
  const pushed = await dataOf<{ runs: Run[] }>(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
  const [run] = pushed.runs;
  if (!run) throw new Error('nothing was queued');
  return run;
}

async function readStream(runId: string, token: string): Promise<string> {
  return await (await openProgress(app.url, token, { runId })).text();
}
