import type { CrmField } from '@goodfunds/shared';
import { expect, it } from 'vitest';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { createMemoryCrm } from '../../test/harness/memory-crm.ts';
import { integrationRecord } from '../../test/harness/temporary-store.ts';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createFieldCache, MAX_CACHED_CHARACTERS } from './field-cache.ts';

const FIELDS = [crmField({ attribute: 'firstname' })];
const MINUTE_MS = 60_000;

it('shares one discovery between concurrent callers, and one that cancels does not cancel the others', async () => {
  const { cache, discoveries, answer } = setUp();
  const integration = integrationRecord();
  const controller = new AbortController();
  const cancelled = cache.recent(integration, controller.signal);
  const other = cache.recent(integration);
  controller.abort();
  answer.resolve(FIELDS);
  await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  expect((await other).crmFields).toEqual(FIELDS);
  expect(discoveries.count).toBe(1);
});

it('keeps attributes for ten minutes and one version of the credentials, and keeps no failure', async () => {
  const { cache, discoveries, clock, answer } = setUp();
  const integration = integrationRecord();
  answer.reject(new Error('not reached'));
  await expect(cache.recent(integration)).rejects.toThrow('not reached');
  answer.promise = Promise.resolve(FIELDS);
  const { fetchedAtMs } = await cache.recent(integration);
  clock.nowMs += 9 * MINUTE_MS;
  expect((await cache.recent(integration)).fetchedAtMs).toBe(fetchedAtMs);
  expect(discoveries.count).toBe(2);
  await cache.recent({ ...integration, credentialsVersion: integration.credentialsVersion + 1 });
  expect(discoveries.count).toBe(3);
  clock.nowMs += 2 * MINUTE_MS;
  expect((await cache.recent(integration)).fetchedAtMs).toBe(clock.nowMs);
  expect(discoveries.count).toBe(4);
});

it('keeps the attributes if a refresh fails', async () => {
  const { cache, discoveries, answer } = setUp();
  const integration = integrationRecord();
  answer.resolve(FIELDS);
  await cache.recent(integration);
  answer.promise = Promise.reject(new Error('not reached'));
  await expect(cache.fetch(integration)).rejects.toThrow('not reached');
  expect((await cache.recent(integration)).crmFields).toEqual(FIELDS);
  expect(discoveries.count).toBe(2);
});

it('keeps attributes up to a total size, and those of the last integrations longest', async () => {
  const { cache, discoveries, answer } = setUp();
  answer.resolve([crmField({ description: 'x'.repeat(MAX_CACHED_CHARACTERS / 2.5) })]);
  const [first, second, third] = ['a', 'b', 'c'].map((id) => integrationRecord({ id }));
  if (!first || !second || !third) throw new Error('not three');
  for (const integration of [first, second, third, third, second]) await cache.recent(integration);
  expect(discoveries.count).toBe(3);
  await cache.recent(first);
  expect(discoveries.count).toBe(4);
});

function setUp() {
  const answer = Promise.withResolvers<CrmField[]>();
  const discoveries = { count: 0 };
  const clock = { nowMs: 1_000_000 };
  const port = {
    ...createMemoryCrm(),
    getAvailableContactFields: async () => {
      discoveries.count += 1;
      return await answer.promise;
    },
  };
  const cache = createFieldCache(
    { open: () => port, forget: () => {} },
    { ...systemRuntime.clock, now: () => clock.nowMs },
  );
  return { cache, discoveries, clock, answer };
}
