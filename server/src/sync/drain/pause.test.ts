import { expect, test } from 'vitest';
import { caller, contacts, type SyncHouse, syncHouse } from '../../../test/harness/sync-house.ts';
import { manualClock, testAudit } from '../../../test/harness/temporary-store.ts';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../../crm/integration-error.ts';

const LEASE_MS = 30_000;
const HOUR_MS = 3_600_000;

test('a change of the name during a pause does not keep the run from going on when the pause is over', async () => {
  const clock = manualClock();
  await using house = await pushed({ clock });
  house.crm.before = () => {
    throw new RetryableIntegrationError({ code: 'THROTTLED', retryAfterMs: HOUR_MS });
  };
  await drainOnce(house);
  await update(house, 1, { name: 'Another name' });
  await drainOnce(house);
  house.crm.before = () => undefined;
  expect(await house.store.tasks.nextDueMs()).toBe(clock.now() + HOUR_MS);
  clock.advance(HOUR_MS);
  await drainOnce(house);
  expect(house.crm.rows.size).toBe(3);
});

test('a mapping that is put right while the wrong one fails does not leave the run paused', async () => {
  await using house = await pushed();
  house.crm.before = async () => {
    house.crm.before = () => undefined;
    await update(house, 1, { mapping: { emailaddress1: { field: 'email' } } });
    throw new NonRetryableIntegrationError({ code: 'MAPPING_INVALID' });
  };
  await drainOnce(house);
  const lease = await house.store.tasks.acquire('test', LEASE_MS);
  if (lease) await house.drain(lease, new AbortController().signal);
  expect(house.crm.rows.size).toBe(3);
});

test('a connection that is tested while a drain ends is tried again at once', async () => {
  await using house = await pushed();
  house.crm.before = () => {
    throw new NonRetryableIntegrationError({ code: 'CLIENT_SECRET_EXPIRED' });
  };
  const lease = await acquire(house);
  const release = await house.drain(lease, new AbortController().signal);
  const up = { status: 'UP', code: null, checkedAt: null } as const;
  await house.store.integrations.recordStatus('integration-1', up, ['RECONNECT']);
  await house.store.tasks.release(lease, release);
  house.crm.before = () => undefined;
  await drainOnce(house);
  expect(house.crm.rows.size).toBe(3);
});

test('a run that was cancelled when its process died ends, and nothing of it is written', async () => {
  await using house = await pushed();
  const dead = await acquire(house);
  expect(await house.store.drains.claim(dead, 10)).toHaveLength(3);
  const cancelled = await house.sync.cancel(caller, house.runId);
  expect(cancelled.status).toBe('RUNNING');
  await update(house, 1, { credentials: { user: 'another' } });
  await drainOnce(house);
  expect(await house.sync.getRun(caller, house.runId)).toMatchObject({
    status: 'CANCELLED',
    counts: { total: 3, pending: 0, skipped: 3 },
  });
  expect(house.crm.rows.size).toBe(0);
});

test('a run over stored contacts names none of them any more once it has them all', async () => {
  await using house = await pushed();
  await drainOnce(house);
  const { id } = await house.sync.start(caller, { integrationId: 'integration-1', scope: { kind: 'ALL' } });
  await drainOnce(house);
  expect(await house.store.runs.find(1, id)).toMatchObject({ expanded: true, expandCursor: null });
});

async function pushed({ clock }: { clock?: ReturnType<typeof manualClock> } = {}) {
  const options = clock ? { runtime: { ...systemIds(), clock } } : {};
  const house = await syncHouse({ ...options, draining: false });
  const { runs } = await house.sync.push(caller, { contacts: contacts(3) });
  return Object.assign(house, { runId: runs[0]?.id ?? '' });
}

function systemIds() {
  let next = 0;
  return {
    ids: { next: () => `id-${(next += 1)}` },
    randomness: { bytes: (length: number) => new Uint8Array(length), fraction: () => 0.5 },
  };
}

async function drainOnce(house: SyncHouse): Promise<void> {
  const lease = await acquire(house);
  await house.store.tasks.release(lease, await house.drain(lease, new AbortController().signal));
}

async function acquire({ store }: SyncHouse) {
  const lease = await store.tasks.acquire('test', LEASE_MS);
  if (!lease) throw new Error('nothing is due');
  return lease;
}

async function update({ store }: SyncHouse, version: number, change: object): Promise<void> {
  await store.integrations.update({
    accountId: 1,
    integrationId: 'integration-1',
    version,
    change,
    resumes: ['MAPPING'],
    audit: testAudit,
  });
}
