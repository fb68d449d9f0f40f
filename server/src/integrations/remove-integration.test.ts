import type { IntegrationWithHealth, Run } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { type IntegrationCalls, integrationCalls } from '../../test/harness/integration-calls.ts';

const ACCOUNT = 7;
const MAPPING = { firstname: { field: 'firstName' } };

describe('removing an integration', () => {
  let app: MemoryApp;
  let calls: IntegrationCalls;
  beforeEach(async () => {
    app = await startMemoryApp();
    calls = integrationCalls(app, ACCOUNT);
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  it('removes it with its runs, and keeps the others', async () => {
    const gone = await calls.update(await calls.create(), { mapping: MAPPING, enabled: true });
    const kept = await calls.create({ address: 'https://b.example' });
    const run = await dataOf<Run>(calls.asUser('sync.start', { integrationId: gone.id }));
    await dataOf(calls.asUser('config.remove', { integrationId: gone.id }));
    for (const procedure of ['config.get', 'config.remove', 'sync.list', 'discovery.fields']) {
      const refusal = await calls.refusal(procedure, { integrationId: gone.id });
      expect(refusal).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
    expect(await calls.refusal('sync.get', { runId: run.id })).toMatchObject({ status: 404 });
    const left = await dataOf<IntegrationWithHealth[]>(calls.asUser('config.list'));
    expect(left.map(({ id }) => id)).toEqual([kept.id]);
  });
});
