import type { Run } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { rateLimitOf } from '../../src/api/rate-limit-rules.ts';
import { MAX_ACCOUNT_DRAINS, MAX_DRAINS, MAX_SLOW_DRAINS } from '../../src/queue/drain-slots.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { TIME_SLICE_MS } from '../../src/runtime/timeouts.ts';
import { MAX_INTEGRATIONS_PER_ACCOUNT } from '../../src/store/integrations.ts';
import { push } from '../../src/sync/push.ts';
import { startDynamicsApp } from '../harness/app.ts';
import { dataOf } from '../harness/http-client.ts';
import { memoryCredentials } from '../harness/memory-crm.ts';
import { caller, contact, contacts, createSyncService } from '../harness/service.ts';
import { integrationRecord, manualClock, testAudit } from '../harness/temporary-store.ts';
import { processFixture } from './support/process-fixture.ts';
import { people, pushAndWait, push as pushOverHttp } from './support/pushes.ts';
import { waitUntil } from './support/wait.ts';

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

test('a push is written beside more CRMs that never answer than there are slots for drains', async () => {
  await using app = await startDynamicsApp();
  const accounts = Array.from({ length: MAX_DRAINS + 8 }, (_, index) => index + 2);
  await Promise.all([1, ...accounts].map(async (accountId) => await app.connect(accountId)));
  await pushAndWait(app.asService, people(50, 'before'), 1);
  app.emulator.addFaults({
    match: { url: 'batch', body: 'unanswered-' },
    times: null,
    action: { type: 'delay', delayMs: 120_000 },
  });
  const waiting = accounts.map(async (accountId) => {
    const [run] = await pushOverHttp(app.asService, people(1, `unanswered-${accountId}`), { accountId });
    return { accountId, runId: run?.id };
  });
  const unanswered = await Promise.all(waiting);
  await waitUntil(() => (app.emulator.faults()[0]?.acted ?? 0) >= MAX_SLOW_DRAINS);
  const [run] = await pushAndWait(app.asService, people(50, 'beside'), 1);
  expect(run).toMatchObject({ status: 'COMPLETED', counts: { created: 50 } });
  const others = await Promise.all(
    unanswered.map(async (input) => await dataOf<Run>(app.asService('sync.get', input))),
  );
  const started = others.filter(({ status }) => status === 'RUNNING');
  const waitingForSlots = others.filter(({ status }) => status === 'QUEUED');
  // It did not wait for the end of any other.
  expect([started.length, waitingForSlots.length]).toEqual([
    MAX_SLOW_DRAINS,
    accounts.length - MAX_SLOW_DRAINS,
  ]);
});

test('the integrations of one account are drained two at a time, so that another account has its turn', async () => {
  await using service = await createSyncService({ draining: false });
  const { store, context, crm } = service;
  const add = async (id: string, accountId: number): Promise<boolean> =>
    await store.integrations.insert(
      integrationRecord({ id, accountId, credentials: { ...memoryCredentials(), address: `https://${id}` } }),
      testAudit,
    );
  for (let index = 1; index < MAX_INTEGRATIONS_PER_ACCOUNT; index += 1) await add(`own-${index}`, 1);
  await add('other', 2);
  const unanswered = Promise.withResolvers<void>();
  let waiting = 0;
  crm.before = async ([first]) => {
    if (first?.id === 'other') return;
    waiting += 1;
    await unanswered.promise;
  };
  await push(context, caller, { contacts: [contact('own')] });
  await push(context, { accountId: 2, actor: 'test' }, { contacts: [contact('other')] });
  service.queue.start();
  await waitUntil(() => crm.rows.has('other@example.org'));
  await waitUntil(() => waiting === MAX_ACCOUNT_DRAINS);
  unanswered.resolve();
  await waitUntil(async () => (await store.workMetrics()).pendingItems === 0);
  expect(waiting).toBe(MAX_INTEGRATIONS_PER_ACCOUNT);
});

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
