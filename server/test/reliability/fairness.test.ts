import { expect, test } from 'vitest';
import { rateLimitOf } from '../../src/api/rate-limit-rules.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { TIME_SLICE_MS } from '../../src/runtime/timeouts.ts';
import { push } from '../../src/sync/push.ts';
import { memoryCredentials } from '../harness/memory-crm.ts';
import { caller, contacts, createSyncService } from '../harness/service.ts';
import { integrationRecord, manualClock, testAudit } from '../harness/temporary-store.ts';
import { processFixture } from './support/process-fixture.ts';
import { people, pushAndWait } from './support/pushes.ts';

/** `npm run test:fairness` takes a million. */
const LARGE = Number(process.env['FAIRNESS_CONTACTS'] ?? 15_000);
const SMALL_ACCOUNTS = 50;
const A_PUSH = 1_000;

test(
  'each of fifty small accounts is drained within one round beside an account with very many items',
  async () => {
    const clock = manualClock();
    const crashPoint = (name: string): void => {
      if (name === 'after claim') clock.advance(TIME_SLICE_MS / 10);
    };
    await using service = await createSyncService({
      draining: false,
      runtime: { ...systemRuntime, clock },
      store: { crashPoint },
    });
    const { store, context } = service;
    for (let pushed = 0; pushed < LARGE; pushed += A_PUSH) {
      await push(context, caller, {
        contacts: contacts(Math.min(A_PUSH, LARGE - pushed), `large-${pushed}`),
      });
    }
    const small = Array.from({ length: SMALL_ACCOUNTS }, (_, index) => index + 2);
    for (const accountId of small) {
      await store.integrations.insert(
        integrationRecord({ id: `small-${accountId}`, accountId, credentials: memoryCredentials() }),
        testAudit,
      );
      await push(context, { accountId, actor: 'test' }, { contacts: contacts(10, `small-${accountId}`) });
    }
    const turns: string[] = [];
    const waited: number[] = [];
    /** Batches written in each turn: what the others wait for. */
    const batchesByTurn: number[] = [];
    const takeTurn = async (): Promise<void> => {
      const lease = await store.tasks.acquire('test', 10 * TIME_SLICE_MS);
      if (!lease) throw new Error('nothing is left to do');
      turns.push(lease.integrationId);
      const batches = service.crm.batches.length;
      await store.tasks.release(lease, await service.drain(lease, new AbortController().signal));
      batchesByTurn.push(service.crm.batches.length - batches);
    };
    while (new Set(turns).size <= SMALL_ACCOUNTS) await takeTurn();
    expect(turns.length).toBeLessThanOrEqual(2 * (SMALL_ACCOUNTS + 1));

    // One that comes while the large one is at work waits for one slice of it, and no more.
    while (service.crm.rows.size < LARGE + SMALL_ACCOUNTS * 10) {
      await takeTurn();
      const accountId = small[turns.length % SMALL_ACCOUNTS] ?? 2;
      const id = `small-${accountId}`;
      await push(context, { accountId, actor: 'test' }, { contacts: contacts(1, `later-${turns.length}`) });
      const before = turns.length;
      while (turns.indexOf(id, before) < 0) await takeTurn();
      waited.push(turns.length - before);
    }
    expect(Math.max(0, ...waited)).toBeLessThanOrEqual(2);
    expect(Math.max(...batchesByTurn)).toBe(10);
  },
  Math.max(60_000, LARGE * 5),
);

test('a flood of calls of one account is limited and does not affect another account', async () => {
  await using fixture = await processFixture();
  const process = await fixture.start();
  const { id: integrationId } = await fixture.connect(process, 1);
  await fixture.connect(process, 2);
  const service = fixture.service(process);
  const startedAtMs = performance.now();
  const flood = Array.from(
    { length: 500 },
    async () => await service('sync.start', { accountId: 1, integrationId }),
  );
  const [run] = await pushAndWait(service, people(5, 'other'), 2);
  expect(run).toMatchObject({ status: 'COMPLETED', counts: { created: 5 } });
  const statuses = Map.groupBy(await Promise.all(flood), ({ status }) => status);
  expect(new Set(statuses.keys())).toEqual(new Set([200, 429]));
  const { calls, seconds } = rateLimitOf('sync.start');
  const windows = Math.ceil((performance.now() - startedAtMs) / 1_000 / seconds);
  expect(statuses.get(200)?.length).toBeLessThanOrEqual(windows * calls);
});
