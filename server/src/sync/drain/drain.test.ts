import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import {
  caller,
  contact,
  contacts,
  createSyncService,
  type SyncService,
} from '../../../test/harness/service.ts';
import { growContact, manualClock } from '../../../test/harness/temporary-store.ts';
import { fastRuntime } from '../../../test/reliability/support/fast-runtime.ts';
import { RetryableIntegrationError } from '../../crm/integration-error.ts';
import { systemRuntime } from '../../runtime/system-runtime.ts';
import { BATCH_DEADLINE_MS, TIME_SLICE_MS } from '../../runtime/timeouts.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_CONTACTS, MAX_EXAMINED_ITEMS } from '../../store/choose-items.ts';
import { MAX_DEATHS } from '../../store/deaths.ts';
import { MAX_EXPANDED_CONTACTS } from '../../store/expand-run.ts';
import { push } from '../push.ts';
import { getRun, listItems, retryFailed, start } from '../runs.ts';
import { BATCHES_IN_FLIGHT } from './drain.ts';

test('the next batch is in flight while one is written, but a contact that shares an e-mail with it waits', async () => {
  await using service = await createSyncService({ draining: false });
  const partner = contact('partner', { email: 'contact-0@example.org' });
  const other = contact('other');
  const { runs } = await push(service.context, caller, { contacts: contacts(1_000) });
  await push(service.context, caller, { contacts: [partner] });
  await push(service.context, caller, { contacts: [other] });

  const order: string[][] = [];
  const otherStarted = Promise.withResolvers<void>();
  service.crm.before = async (batch) => {
    order.push(batch.map(({ id }) => id));
    // The first batch takes until another one has started.
    if (batch.length === 1_000) await otherStarted.promise;
    else otherStarted.resolve();
  };
  service.queue.start();
  await service.untilRun(runs[0]?.id ?? '');
  expect(order.slice(1)).toEqual([['other'], ['partner']]);
});

test('a drain keeps four batches in flight', async () => {
  await using service = await createSyncService({ draining: false });
  for (let index = 0; index < 6; index += 1) {
    await push(service.context, caller, { contacts: contacts(1_000, `push-${index}`) });
  }
  let inFlight = 0;
  let most = 0;
  const allStarted = Promise.withResolvers<void>();
  service.crm.before = async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    if (inFlight === BATCHES_IN_FLIGHT) allStarted.resolve();
    await allStarted.promise;
    inFlight -= 1;
  };
  const lease = await service.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  expect(await service.drain(lease, new AbortController().signal)).toEqual({ kind: 'DONE' });
  expect(most).toBe(4);
  expect(service.crm.batches).toHaveLength(6);
});

test('a drain starts no batch after its time slice, so that a small integration is not behind a large one', async () => {
  const clock = manualClock();
  const crashPoint = (name: string): void => {
    if (name === 'after claim') clock.advance(TIME_SLICE_MS / 10);
  };
  await using service = await createSyncService({
    draining: false,
    runtime: { ...systemRuntime, clock },
    store: { crashPoint },
  });
  for (let index = 0; index < 12; index += 1) {
    await push(service.context, caller, { contacts: contacts(1_000, `push-${index}`) });
  }
  const lease = await service.store.tasks.acquire('test', 10 * TIME_SLICE_MS);
  if (!lease) throw new Error('nothing to drain');
  expect(await service.drain(lease, new AbortController().signal)).toEqual({ kind: 'MORE' });
  expect(service.crm.batches).toHaveLength(10);
});

test('an aborted drain keeps what was reached and leaves the rest pending', async () => {
  await using service = await createSyncService({ draining: false });
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  const stopping = new AbortController();
  service.crm.before = () => {
    stopping.abort(new Error('stopping'));
    throw new Error('the request was aborted');
  };
  const lease = await service.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  expect(await service.drain(lease, stopping.signal)).toEqual({ kind: 'MORE' });
  const run = await getRun(service.context, caller, runs[0]?.id ?? '');
  expect(run.counts).toMatchObject({ pending: 3, failed: 0 });
});

test.each([
  {
    title: 'a batch that reaches nothing until its deadline pauses its run as if the CRM were unavailable',
    reachable: 0,
    end: 'DONE',
    run: {
      status: 'PAUSED',
      pause: { reason: 'UNAVAILABLE', code: 'TIMED_OUT' },
      counts: { created: 0, pending: 3 },
    },
  },
  {
    title: 'a batch that reaches one contact until its deadline commits it, and the rest is retried',
    reachable: 1,
    end: 'MORE',
    run: { status: 'RUNNING', pause: null, counts: { created: 1, pending: 2 } },
  },
])('$title', async ({ reachable, end, run }) => {
  const clock = manualClock();
  await using service = await createSyncService({
    draining: false,
    runtime: { ...systemRuntime, clock },
  });
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  const crm = { ...service.crm };
  service.crm.createOrUpdateContacts = async (batch, options, signal) => {
    const resolved = await crm.createOrUpdateContacts(batch.slice(0, reachable), options, signal);
    await new Promise((resolve) => {
      signal?.addEventListener('abort', resolve);
      clock.advance(BATCH_DEADLINE_MS);
    });
    throw new RetryableIntegrationError({ code: 'CANCELLED', resolved });
  };
  const lease = await service.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  expect(await service.drain(lease, new AbortController().signal)).toEqual({ kind: end });
  expect(await getRun(service.context, caller, runs[0]?.id ?? '')).toMatchObject(run);
});

test('a batch that was not committed is retried by the next drain, whatever made this one fail', async () => {
  await using service = await createSyncService({ draining: false });
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  let fails = true;
  service.crm.before = async () => {
    if (!fails) return;
    fails = false;
    throw new Error('a bug');
  };
  const lease = await service.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  await expect(service.drain(lease, new AbortController().signal)).rejects.toThrow('a bug');
  await service.store.tasks.release(lease, { kind: 'PARKED', untilMs: 0 });
  service.queue.start();
  expect(await service.untilRun(runs[0]?.id ?? '')).toMatchObject({ counts: { created: 3 } });
});

test('one contact that makes every drain throw fails in the end, and all others arrive', async () => {
  const clock = manualClock();
  await using service = await createSyncService({ draining: false, runtime: { ...systemRuntime, clock } });
  const { runs } = await push(service.context, caller, { contacts: contacts(300) });
  const crm = { ...service.crm };
  service.crm.createOrUpdateContacts = async (batch, options, signal) => {
    if (batch.some(({ id }) => id === 'contact-200')) throw new Error('a bug');
    return await crm.createOrUpdateContacts(batch, options, signal);
  };
  await drainAllUntilDone(service, clock);
  const [run] = runs;
  expect(await getRun(service.context, caller, run?.id ?? '')).toMatchObject({
    status: 'COMPLETED_WITH_ERRORS',
    counts: { created: 299, failed: 1 },
  });
  const { items } = await listItems(service.context, caller, { runId: run?.id ?? '', outcome: 'FAILED' });
  expect(items).toMatchObject([{ contactId: 'contact-200', reason: 'PROCESSING_CRASHED' }]);
  expect(service.errors).toHaveLength(MAX_DEATHS);
});

test('a drain that throws is begun less and less often, down to every five minutes', async () => {
  const clock = manualClock();
  await using service = await createSyncService({ draining: false, runtime: { ...systemRuntime, clock } });
  await push(service.context, caller, { contacts: contacts(1) });
  service.crm.environmentIdAt = () => {
    throw new Error('a bug');
  };
  const waitsMs: number[] = [];
  for (let drains = 0; drains < 9; drains += 1) {
    expect(await service.queue.drainNext()).toBe(true);
    waitsMs.push(await advanceToNextDrain(service, clock));
  }
  expect(waitsMs).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
});

test('no contact fails because the database could not be written', async () => {
  const clock = manualClock();
  let refusals = 0;
  const crashPoint = (point: string): void => {
    if (point !== 'before commit' || refusals === 2 * MAX_DEATHS) return;
    refusals += 1;
    throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
  };
  await using service = await createSyncService({
    draining: false,
    runtime: { ...systemRuntime, clock },
    store: { crashPoint },
  });
  const { runs } = await push(service.context, caller, { contacts: contacts(1) });
  await drainAllUntilDone(service, clock);
  expect(refusals).toBe(2 * MAX_DEATHS);
  expect(await getRun(service.context, caller, runs[0]?.id ?? '')).toMatchObject({ status: 'COMPLETED' });
});

test('no contact fails because its drain could be neither committed nor released before its lease was over', async () => {
  const leaseMs = 3_000;
  const runtime = fastRuntime(20);
  let refusals = 0;
  let fullUntilMs = 0;
  const crashPoint = (point: string): void => {
    if (point === 'before commit' && refusals < MAX_DEATHS) {
      refusals += 1;
      fullUntilMs = runtime.clock.now() + 2 * leaseMs;
    }
    const isRefused = point === 'before commit' || point === 'before release';
    if (!isRefused || runtime.clock.now() >= fullUntilMs) return;
    throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
  };
  await using service = await createSyncService({ runtime, store: { crashPoint }, leaseMs });
  const { runs } = await push(service.context, caller, { contacts: contacts(1) });
  expect(await service.untilRun(runs[0]?.id ?? '')).toMatchObject({ status: 'COMPLETED' });
  expect(refusals).toBe(MAX_DEATHS);
});

test('every run over stored contacts ends, also after one that found nothing', async () => {
  await using service = await createSyncService({ draining: false });
  const input = { integrationId: 'integration-1', scope: { kind: 'ALL' as const } };
  const runs = [await start(service.context, caller, input), await start(service.context, caller, input)];
  service.queue.start();
  for (const { id } of runs) expect(await service.untilRun(id)).toMatchObject({ status: 'COMPLETED' });
});

test('a run over all contacts adds them in chunks, and each once', async () => {
  let chunks = 0;
  const crashPoint = (name: string): void => {
    if (name === 'after expand') chunks += 1;
  };
  await using service = await createSyncService({ store: { crashPoint } });
  const contactCount = MAX_EXPANDED_CONTACTS + 1;
  for (let pushed = 0; pushed < contactCount; pushed += MAX_BATCH_CONTACTS) {
    const count = Math.min(MAX_BATCH_CONTACTS, contactCount - pushed);
    const { runs } = await push(service.context, caller, { contacts: contacts(count, `push-${pushed}`) });
    for (const { id } of runs) await service.untilRun(id);
  }
  chunks = 0;
  const input = { integrationId: 'integration-1', scope: { kind: 'ALL' as const } };
  const run = await service.untilRun((await start(service.context, caller, input)).id);
  expect(run.counts).toMatchObject({ total: contactCount, unchanged: contactCount });
  // Two chunks, and the step that finds nothing more.
  expect(chunks).toBeGreaterThanOrEqual(3);
});

test('a retry adds the failed contacts of a run in chunks, and each once', async () => {
  await using service = await createSyncService({ draining: false });
  const contactCount = MAX_EXPANDED_CONTACTS + 1;
  let runId = '';
  for (let pushed = 0; pushed < contactCount; pushed += MAX_BATCH_CONTACTS) {
    const count = Math.min(MAX_BATCH_CONTACTS, contactCount - pushed);
    const { runs } = await push(service.context, caller, { contacts: contacts(count, `push-${pushed}`) });
    runId = runs[0]?.id ?? '';
  }
  const crm = { ...service.crm };
  let isRefused = true;
  const error = { code: 'CRM_REFUSED' as const, params: {} };
  service.crm.createOrUpdateContacts = async (batch, ...rest) => {
    const outcomes = await crm.createOrUpdateContacts(batch, ...rest);
    if (!isRefused) return outcomes;
    return outcomes.map((outcome) => ({ ...outcome, outcome: 'FAILED', reason: error.code, error }));
  };
  service.queue.start();
  expect((await service.untilRun(runId)).counts).toMatchObject({ total: contactCount, failed: contactCount });
  isRefused = false;
  const retry = await retryFailed(service.context, caller, { runId });
  expect(retry.counts.total).toBe(MAX_EXPANDED_CONTACTS);
  expect((await service.untilRun(retry.id)).counts).toMatchObject({ total: contactCount, failed: 0 });
});

test('an e-mail that came with a later push is in flight only once, too', async () => {
  await using service = await createSyncService({ draining: false });
  const email = 'new@example.org';
  await push(service.context, caller, {
    contacts: [contact('b', { email }), contact('a', { email: 'old@example.org' })],
  });
  await push(service.context, caller, { contacts: [contact('a', { email })] });
  const lease = await service.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  expect(await service.store.drains.claim(lease, 1)).toMatchObject([{ contact: { id: 'b' } }]);
  expect(await service.store.drains.claim(lease, 1)).toEqual([]);
});

test('a batch ends at its bytes, but has one contact at least', async () => {
  await using service = await createSyncService({ draining: false });
  const note = 'x'.repeat(100_000);
  await push(service.context, caller, {
    contacts: contacts(8).map((each) => ({ ...each, customFields: { first: note, second: note } })),
  });
  growContact(service.databasePath, 'contact-6', 2 * MAX_BATCH_BYTES);
  const lease = await service.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  const batches: string[][] = [];
  for (;;) {
    const claimed = await service.store.drains.claim(lease);
    if (!claimed || claimed.length === 0) break;
    batches.push(claimed.map((item) => item.contact.id));
  }
  const id = (index: number) => `contact-${index}`;
  expect(batches).toEqual([[0, 1, 2, 3, 4].map(id), [5].map(id), [6].map(id), [7].map(id)]);
});

test('a claim looks at a bounded number of items, however many share the e-mail of one in flight', async () => {
  await using service = await createSyncService({ draining: false });
  const { store, context } = service;
  const email = 'shared@example.org';
  const pushShared = async (count: number, prefix: string): Promise<void> => {
    for (let pushed = 0; pushed < count; pushed += MAX_BATCH_CONTACTS) {
      const some = contacts(MAX_BATCH_CONTACTS, `${prefix}-${pushed}`).map((each) => ({ ...each, email }));
      await push(context, caller, { contacts: some });
    }
  };
  await pushShared(MAX_EXAMINED_ITEMS, 'first');
  await push(context, caller, { contacts: [contact('last')] });
  const lease = await store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  expect(await store.drains.claim(lease, 1)).toHaveLength(1);
  // Of the others only one is free, the last that is looked at.
  expect(await store.drains.claim(lease)).toMatchObject([{ contact: { id: 'last' } }]);
  await pushShared(MAX_BATCH_CONTACTS, 'second');
  await push(context, caller, { contacts: [contact('too-far')] });
  expect(await store.drains.claim(lease)).toEqual([]);
});

async function drainAllUntilDone(service: SyncService, clock: ReturnType<typeof manualClock>): Promise<void> {
  while ((await service.store.tasks.nextDueMs()) !== null) {
    if (!(await service.queue.drainNext())) await advanceToNextDrain(service, clock);
  }
}

async function advanceToNextDrain(
  service: SyncService,
  clock: ReturnType<typeof manualClock>,
): Promise<number> {
  const waitMs = ((await service.store.tasks.nextDueMs()) ?? 0) - clock.now();
  clock.advance(waitMs);
  return waitMs;
}
