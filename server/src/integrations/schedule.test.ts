import { type IntegrationWithHealth, NO_SCHEDULE, type RunPage } from '@goodfunds/shared';
import { expect, it } from 'vitest';
import { startMemoryApp } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { integrationCalls } from '../../test/harness/integration-calls.ts';
import { systemRuntime } from '../runtime/system-runtime.ts';

const ACCOUNT = 7;
const MAPPING = { firstname: { field: 'firstName' } };
const DAY_MS = 24 * 3_600_000;

it('a new integration syncs what changed every night, at a time of its account', async () => {
  await using app = await startMemoryApp();
  const calls = integrationCalls(app, ACCOUNT);
  const created = await calls.create();
  expect(created.schedule).toMatchObject({ changed: 'DAILY', all: 'OFF', timeZone: 'Europe/Berlin' });
  expect(created.schedule.time >= '01:00' && created.schedule.time < '05:00').toBe(true);
  const other = await calls.create({}, app.asUserOf(ACCOUNT + 1));
  expect(other.schedule.time).not.toBe(created.schedule.time);
});

it('the time of the next run is shown while the integration is on', async () => {
  await using app = await startMemoryApp();
  const calls = integrationCalls(app, ACCOUNT);
  const created = await calls.create();
  const nextRunAt = async () => (await calls.get(created.id)).health.nextRunAt;
  expect(await nextRunAt()).toBeNull();
  const schedule = { ...NO_SCHEDULE, changed: 'HOURLY', time: '00:20', timeZone: 'UTC' };
  const enabled = await calls.update(created, { mapping: MAPPING, enabled: true, schedule });
  expect(await nextRunAt()).toMatch(/:20:00\.000Z$/);
  const off = await calls.update(enabled, { schedule: NO_SCHEDULE });
  expect(await nextRunAt()).toBeNull();
  await calls.update(await calls.update(off, { schedule }), { enabled: false });
  expect(await nextRunAt()).toBeNull();
});

it.each([
  { time: '24:00' },
  { time: '2:30' },
  { timeZone: 'Europe/Nowhere' },
  { timeZone: '+01:00' },
  { changed: 'YEARLY' },
  { all: 'DAILY' },
])('an impossible schedule is refused with its place: %j', async (wrong) => {
  await using app = await startMemoryApp();
  const calls = integrationCalls(app, ACCOUNT);
  const refusal = await calls.refusedUpdate(await calls.create(), { schedule: { ...NO_SCHEDULE, ...wrong } });
  expect(refusal).toMatchObject({ status: 400, params: { path: `schedule.${Object.keys(wrong).join()}` } });
});

it('a due run starts by itself and is shown as the last one, and contacts that failed are retried by it', async () => {
  let aheadMs = 0;
  const clock = { ...systemRuntime.clock, now: () => systemRuntime.clock.now() + aheadMs };
  const wakers = new Set<() => void>();
  clock.sleep = async (durationMs, signal) => {
    const woken = new Promise<void>((resolve) => wakers.add(resolve));
    await Promise.race([systemRuntime.clock.sleep(durationMs, signal), woken]);
  };
  await using app = await startMemoryApp({ runtime: { ...systemRuntime, clock } });
  const calls = integrationCalls(app, ACCOUNT);
  const created = await calls.create();
  await calls.update(created, { mapping: MAPPING, enabled: true });
  // As the host application, because the token of a user expires when the clock is moved.
  const ask = async <T>(procedure: string): Promise<T> =>
    await dataOf(app.asService(procedure, { accountId: ACCOUNT, integrationId: created.id }));
  const lastRun = async () => (await ask<IntegrationWithHealth>('config.get')).health.lastRun;

  const person = { id: 'anna', email: 'anna@example.org', firstName: 'Anna', lastName: 'Berg' };
  await app.asService('sync.push', { accountId: ACCOUNT, contacts: [person] });
  await expect.poll(lastRun).toMatchObject({ trigger: 'PUSH', status: 'COMPLETED' });

  const crm = { ...app.provider.crm };
  const error = { code: 'CRM_REFUSED' as const, params: {} };
  let isRefused = true;
  app.provider.crm.createOrUpdateContacts = async (...batch) => {
    const outcomes = await crm.createOrUpdateContacts(...batch);
    if (!isRefused) return outcomes;
    return outcomes.map((outcome) => ({ ...outcome, outcome: 'FAILED', reason: error.code, error }));
  };
  await calls.asUser('sync.start', { integrationId: created.id, scope: { kind: 'ALL' } });
  await expect.poll(lastRun).toMatchObject({ status: 'COMPLETED_WITH_ERRORS' });
  isRefused = false;

  aheadMs = DAY_MS;
  for (const wake of wakers) wake();
  await expect.poll(lastRun).toMatchObject({ trigger: 'SCHEDULE', status: 'COMPLETED' });
  const { runs } = await ask<RunPage>('sync.list');
  expect(runs[0]).toMatchObject({ trigger: 'SCHEDULE', scope: 'CHANGED', counts: { total: 1 } });
});
