import { NO_SCHEDULE, type Schedule } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { contacts } from '../../test/harness/service.ts';
import {
  integrationRecord,
  manualClock,
  temporaryStore,
  testAudit,
} from '../../test/harness/temporary-store.ts';
import { prepareContacts } from '../sync/push.ts';
import type { IntegrationChange } from './integrations.ts';
import type { RunRecord } from './run-state.ts';
import type { ScheduleStore } from './schedules.ts';
import { filePath } from './sqlite/open.ts';

const DAY_MS = 24 * 3_600_000;
const NIGHTLY: Schedule = { ...NO_SCHEDULE, changed: 'DAILY', time: '03:00' };

test('a due run starts once, however many processes look for it', async () => {
  await using setUp = await startScheduled(NIGHTLY);
  const { clock, store, other, scheduledRuns, startDue } = setUp;
  expect(await startDue()).toBe(0);
  clock.advance(DAY_MS);
  // All have found it before one starts it.
  const [id = ''] = await other.schedules.listDue();
  for (const { schedules } of [store, other, store]) await schedules.startDue(id, crypto.randomUUID());
  expect(await startDue()).toBe(0);
  expect(await scheduledRuns()).toMatchObject([{ scope: 'CHANGED', status: 'QUEUED' }]);
});

test('times that were missed count as one, and the next time follows from now', async () => {
  await using setUp = await startScheduled(NIGHTLY);
  const { clock, scheduledRuns, startDue, due } = setUp;
  clock.advance(400 * DAY_MS);
  expect(await startDue()).toBe(1);
  expect(await scheduledRuns()).toHaveLength(1);
  expect((await due()).changedDueMs).toBeGreaterThan(clock.now());
});

test('runs go on after the clock was ahead for a while', async () => {
  await using setUp = await startScheduled(NIGHTLY);
  const { clock, scheduledRuns, startDue, finishRuns } = setUp;
  clock.advance(365 * DAY_MS);
  await startDue();
  await finishRuns();
  clock.advance(-365 * DAY_MS);
  await startDue();
  expect(await scheduledRuns()).toHaveLength(1);
  clock.advance(DAY_MS);
  await startDue();
  expect(await scheduledRuns()).toHaveLength(2);
});

test('the run over all contacts replaces the one over changed contacts of the same time', async () => {
  await using setUp = await startScheduled({ ...NIGHTLY, all: 'WEEKLY' });
  const { clock, scheduledRuns, startDue, finishRuns } = setUp;
  for (let day = 0; day < 7; day += 1) {
    clock.advance(DAY_MS);
    await startDue();
    await finishRuns();
  }
  const scopes = (await scheduledRuns()).map(({ scope }) => scope);
  expect(scopes.toSorted()).toEqual(['ALL', ...Array<string>(6).fill('CHANGED')]);
});

test.each([
  ['a run is open that does the same', {}, { isRunOpen: true }],
  ['a run is paused', {}, { isRunPaused: true }],
  ['the integration is off', { enabled: false }, {}],
  ['no contact is stored', {}, { contactCount: 0 }],
])('nothing starts while %s', async (_why, change, options) => {
  await using setUp = await startScheduled(NIGHTLY, options);
  const { clock, scheduledRuns, startDue, update } = setUp;
  const before = (await scheduledRuns()).length;
  await update(change);
  clock.advance(DAY_MS);
  await startDue();
  expect(await scheduledRuns()).toHaveLength(before);
});

test('a run that is due while another one is paused starts when the pause is over', async () => {
  await using setUp = await startScheduled(NIGHTLY, { isRunPaused: true });
  const { clock, scheduledRuns, startDue, finishRuns } = setUp;
  clock.advance(DAY_MS);
  expect(await startDue()).toBe(0);
  await finishRuns();
  expect(await startDue()).toBe(1);
  expect(await scheduledRuns()).toMatchObject([{ status: 'QUEUED' }, { status: 'CANCELLED' }]);
  expect(await startDue()).toBe(0);
});

test('a contact that interrupted the process is left out, also if it was never synced', async () => {
  await using setUp = await startScheduled(NIGHTLY, { contactCount: 3 });
  const { clock, store, databasePath, scheduledRuns, startDue } = setUp;
  using file = new DisposableStack();
  const database = file.adopt(new Sqlite(databasePath), (opened) => void opened.close());
  database
    .prepare(`update items set outcome = 'FAILED', reason = ? where contact_id = 'contact-1'`)
    .run('PROCESSING_CRASHED');
  clock.advance(DAY_MS);
  await startDue();
  const lease = await store.tasks.acquire('test', DAY_MS);
  if (!lease) throw new Error('nothing to drain');
  await store.drains.expand(lease, { environmentId: 'e', settingsHash: 's' });
  const [run] = await scheduledRuns();
  const { items } = await store.runs.listItems(run?.id ?? '', {}, { afterId: 0, limit: 10 });
  expect(items.map(({ contactId }) => contactId)).toEqual(['contact-0', 'contact-2']);
});

/** An enabled integration with this schedule and pushed contacts, whose push run has ended. */
async function startScheduled(
  schedule: Schedule,
  { contactCount = 2, isRunOpen = false, isRunPaused = false } = {},
) {
  const clock = manualClock();
  const file = await temporaryStore(clock);
  const { store } = file;
  const integrationId = 'integration-1';
  await store.integrations.insert(integrationRecord(), testAudit);
  const finishRuns = async (): Promise<void> => {
    const { runs } = await store.runs.list(integrationId, { beforeSequence: null, limit: 100 });
    for (const run of runs) await store.runs.cancel(run, testAudit);
  };
  const scheduledRuns = async (): Promise<RunRecord[]> => {
    const { runs } = await store.runs.list(integrationId, { beforeSequence: null, limit: 100 });
    return runs.filter(({ trigger }) => trigger === 'SCHEDULE');
  };
  let version = 1;
  const update = async (change: IntegrationChange): Promise<void> => {
    await store.integrations.update({
      accountId: 1,
      integrationId,
      version,
      change,
      resumes: [],
      audit: testAudit,
    });
    version += 1;
  };
  await update({ schedule });
  if (contactCount > 0) {
    await store.pushes.acceptPush({
      accountId: 1,
      contacts: prepareContacts(contacts(contactCount)),
      customFields: [],
      idempotentCall: null,
      newRunId: () => crypto.randomUUID(),
      formatResponse: () => '',
    });
    await finishRuns();
  }
  if (isRunOpen || isRunPaused) {
    clock.advance(DAY_MS);
    await startAll(store.schedules);
  }
  if (isRunPaused) {
    const lease = await store.tasks.acquire('test', DAY_MS);
    if (!lease) throw new Error('nothing to drain');
    const pause = { reason: 'RECONNECT', code: 'CLIENT_SECRET_EXPIRED', until: null } as const;
    await store.drains.suspend(lease, null, { ...pause, params: {} }, version);
  }
  return {
    clock,
    store,
    databasePath: filePath(file.databaseUrl),
    other: file.openAnother(),
    scheduledRuns,
    finishRuns,
    update,
    startDue: async () => await startAll(store.schedules),
    due: async () => await store.integrations.require(1, integrationId),
    [Symbol.asyncDispose]: async () => await file[Symbol.asyncDispose](),
  };
}

/** Returns the number of integrations that were due. */
async function startAll(schedules: ScheduleStore): Promise<number> {
  const due = await schedules.listDue();
  for (const integrationId of due) await schedules.startDue(integrationId, crypto.randomUUID());
  return due.length;
}
